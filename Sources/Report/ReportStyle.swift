/// The look of the report: calm, for screen and paper, light and dark.
enum ReportStyle {
  static let sheet: StaticString = """
    :root{--ink:#1c2430;--soft:#5b6675;--line:#d6dce4;--paper:#fff;--panel:#f5f7fa;--accent:#1f5fa8;--wiped:#c2410c;
    --critical:#8b1220;--high:#b4371b;--medium:#8a5a00;--low:#3d5a80;--info:#5b6675}
    @media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b5;--line:#39424f;--paper:#14181e;--panel:#1c222b;
    --accent:#7fb2ef;--wiped:#f0915a;--critical:#ff8f9b;--high:#ff9f80;--medium:#e8bd63;--low:#9dbce3;--info:#9aa6b5}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
    main{max-width:1040px;margin:0 auto;padding:48px 28px 80px}
    .kicker{margin:0;color:var(--soft);font-size:.82rem;letter-spacing:.02em}
    h1{margin:.15em 0 .2em;font-size:2rem;line-height:1.2}
    h2{margin:2.4em 0 .6em;font-size:1.35rem;line-height:1.35;overflow-wrap:anywhere}
    h3{margin:1.8em 0 .5em;font-size:1.02rem}
    .meta{margin:0;color:var(--soft);overflow-wrap:anywhere}
    .lead{font-size:1.12rem;max-width:60ch}
    .counts{display:flex;gap:8px;flex-wrap:wrap;margin:0 0 18px}
    .badge{display:inline-block;border:1.5px solid;border-radius:4px;padding:0 8px;font-size:.82rem;font-weight:600;line-height:1.6}
    .critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.info{color:var(--info)}
    section.finding{border-top:3px solid var(--line);margin-top:56px}
    section.finding h2{margin-top:1.2em}
    .facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:0}
    .facts dt{color:var(--soft)}
    .facts dd{margin:0;overflow-wrap:anywhere}
    table{width:100%;border-collapse:collapse;font-size:.86rem;margin:8px 0 0}
    caption{text-align:left;color:var(--soft);padding:0 0 6px}
    th,td{text-align:left;vertical-align:top;padding:7px 10px 7px 0;border-bottom:1px solid var(--line)}
    th{color:var(--soft);font-weight:600}
    td.id{overflow-wrap:anywhere}
    td:first-child,td.short{white-space:nowrap}
    a{color:var(--accent)}
    a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    figure{margin:8px 0 18px}
    figcaption{color:var(--soft);font-size:.86rem;margin-top:6px;overflow-wrap:anywhere}
    svg{width:100%;height:auto;display:block;font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
    svg text{fill:var(--ink)}
    .box rect{fill:var(--panel);stroke:var(--line);stroke-width:1.5}
    .box.instance rect{stroke:var(--ink);stroke-width:2}
    .box.new rect,.box.source rect{stroke:var(--wiped)}
    .box.unknown rect{stroke-dasharray:5 4}
    .box .kind,svg .edge{fill:var(--soft);font-size:12px}
    .box .name{font-weight:600}
    line.edge,path.edge{stroke:var(--soft);stroke-width:1.5;fill:none}
    .dashed{stroke-dasharray:5 4}
    path.head{fill:var(--soft)}
    line.axis{stroke:var(--ink);stroke-width:1.5}
    line.stem{stroke:var(--soft)}
    rect.wiped{fill:var(--wiped);opacity:.16}
    text.wiped{fill:var(--wiped);font-weight:600}
    text.tick{fill:var(--soft);font-size:12px}
    .step circle{fill:var(--paper);stroke:var(--ink);stroke-width:1.5}
    .step text{font-size:10.5px;font-weight:600}
    .effect{color:var(--soft)}
    .note{border-left:3px solid var(--wiped);padding:2px 0 2px 12px;color:var(--soft)}
    .cut{color:var(--soft);font-style:italic}
    ol.response{list-style:none;padding:0}
    ol.response li{margin:0 0 10px}
    .check{font-size:1.1em}
    pre{margin:4px 0 0 1.6em;padding:8px 12px;background:var(--panel);border:1px solid var(--line);border-radius:6px;
    white-space:pre-wrap;overflow-wrap:anywhere}
    code{font:.84rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
    @media print{:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--panel:#fff;--accent:#000;--wiped:#a33a0a;
    --critical:#000;--high:#000;--medium:#000;--low:#000;--info:#000}
    main{max-width:none;padding:0}section.finding{break-before:page;border:0;margin:0}figure,tr,li{break-inside:avoid}
    a{text-decoration:none}}
    @media (max-width:640px){.facts{grid-template-columns:1fr}.facts dd{margin-bottom:6px}table{display:block;overflow-x:auto}}
    """
}
