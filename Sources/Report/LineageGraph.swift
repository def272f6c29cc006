import MartletDetections

/// Where the disk of an instance comes from, as a drawing: the older state, the disk made of it, the instance that runs
/// it, and the disk that was replaced.
struct LineageGraph {
  private struct Box {
    var kind: String
    var id: String?
    var column: Int
    var row: Int
    var style: String
  }

  private let finding: Finding
  private static let width = 230
  private static let height = 64
  private static let gap = 130
  private static let rowGap = 56

  init(_ finding: Finding) {
    self.finding = finding
  }

  func write(to page: inout Markup) {
    let disk = finding.disk
    let source = Box(kind: disk?.sourceKind?.replacingUnderscores ?? "older state", id: disk?.source, column: 0, row: 0, style: "source")
    let new = Box(kind: "disk it runs now", id: disk?.new, column: 1, row: 0, style: "new")
    let instance = Box(kind: "instance", id: finding.resource, column: 2, row: 0, style: "instance")
    let old = Box(kind: "disk it ran before", id: disk?.old, column: 2, row: 1, style: "old")
    let boxes = [source, new, instance, old]
    let width = 3 * Self.width + 2 * Self.gap + 4
    let height = 2 * Self.height + Self.rowGap + 4
    page.element("figure") { page in
      page.element(
        "svg", ["class": "graph", "viewBox": "0 0 \(width) \(height)", "role": "img", "aria-label": description]
      ) { page in
        page.element("title", text: description)
        edge(from: source, to: new, "made from it", isDashed: false, &page)
        edge(from: new, to: instance, "attached, boots", isDashed: false, &page)
        upEdge(old, instance, "replaced", &page)
        // Known only where the taking of the older state is in the logs.
        if disk?.source != nil, disk?.old != nil, finding.wiped != nil { backEdge(old, source, "older state of", &page) }
        for box in boxes { draw(box, &page) }
      }
      page.element("figcaption", text: description)
    }
  }

  private var description: String {
    let disk = finding.disk
    var text = "\(Self.short(finding.resource)) runs \(disk?.new.map { Self.short($0) } ?? "a disk that the logs do not name")"
    text += disk?.source.map { ", made from \(Self.short($0))" } ?? ", of unknown origin"
    text += disk?.old.map { "; before, it ran \(Self.short($0))." } ?? "; what it ran before is not in the logs."
    return text
  }

  private func origin(of box: Box) -> (x: Int, y: Int) {
    (2 + box.column * (Self.width + Self.gap), 2 + box.row * (Self.height + Self.rowGap))
  }

  private func draw(_ box: Box, _ page: inout Markup) {
    let (x, y) = origin(of: box)
    page.element("g", ["class": "box \(box.id == nil ? "unknown" : box.style)"]) { page in
      page.element(
        "rect", ["x": "\(x)", "y": "\(y)", "width": "\(Self.width)", "height": "\(Self.height)", "rx": "8"])
      page.element("text", ["class": "kind", "x": "\(x + 14)", "y": "\(y + 25)"], text: box.kind)
      page.element("text", ["class": "name", "x": "\(x + 14)", "y": "\(y + 47)"]) { page in
        page.element("title", text: String(box.id?.prefix(400) ?? "not in the logs"))
        page.write(box.id.map { Self.short($0) } ?? "not in the logs")
      }
    }
  }

  /// The end of an id, which tells it from others.
  static func short(_ id: String) -> String {
    let name = id.split(separator: "/").last.map(String.init) ?? id
    return name.count > 26 ? "…" + name.suffix(25) : name
  }

  private func edge(from left: Box, to right: Box, _ label: String, isDashed: Bool, _ page: inout Markup) {
    let start = origin(of: left)
    let end = origin(of: right)
    let y = start.y + Self.height / 2
    arrow(from: (start.x + Self.width, y), to: (end.x, y), &page)
    page.element(
      "text", ["class": "edge", "x": "\((start.x + Self.width + end.x) / 2)", "y": "\(y - 8)", "text-anchor": "middle"],
      text: label)
  }

  private func upEdge(_ lower: Box, _ upper: Box, _ label: String, _ page: inout Markup) {
    let start = origin(of: lower)
    let x = start.x + Self.width / 2
    let end = origin(of: upper).y + Self.height
    arrow(from: (x, start.y), to: (x, end), isDashed: true, &page)
    page.element("text", ["class": "edge", "x": "\(x + 10)", "y": "\((start.y + end) / 2 + 4)"], text: label)
  }

  private func backEdge(_ old: Box, _ source: Box, _ label: String, _ page: inout Markup) {
    let start = origin(of: old)
    let end = origin(of: source)
    let y = start.y + Self.height / 2
    let x = end.x + Self.width / 2
    page.element(
      "path", ["class": "edge dashed", "d": "M \(start.x) \(y) H \(x) V \(end.y + Self.height + 8)"])
    head(at: (x, end.y + Self.height), pointing: (0, -1), &page)
    page.element("text", ["class": "edge", "x": "\((x + start.x) / 2)", "y": "\(y - 8)", "text-anchor": "middle"], text: label)
  }

  private func arrow(from start: (x: Int, y: Int), to end: (x: Int, y: Int), isDashed: Bool = false, _ page: inout Markup) {
    let direction = (x: (end.x - start.x).signum(), y: (end.y - start.y).signum())
    page.element(
      "line",
      [
        "class": isDashed ? "edge dashed" : "edge", "x1": "\(start.x)", "y1": "\(start.y)", "x2": "\(end.x - 8 * direction.x)",
        "y2": "\(end.y - 8 * direction.y)",
      ])
    head(at: end, pointing: direction, &page)
  }

  private func head(at tip: (x: Int, y: Int), pointing: (x: Int, y: Int), _ page: inout Markup) {
    let base = (x: tip.x - 10 * pointing.x, y: tip.y - 10 * pointing.y)
    let side = (x: 5 * pointing.y, y: 5 * pointing.x)
    page.element(
      "path",
      [
        "class": "head",
        "d": "M \(tip.x) \(tip.y) L \(base.x + side.x) \(base.y + side.y) L \(base.x - side.x) \(base.y - side.y) Z",
      ])
  }
}

extension String {
  fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }
}
