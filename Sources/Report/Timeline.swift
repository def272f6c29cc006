import MartletDetections

/// The steps of a finding on a line of time, with the wiped interval shaded.
struct Timeline {
  private let finding: Finding
  private static let width = 960
  private static let margin = 24
  private static let axis = 74
  private static let markerGap = 22

  init(_ finding: Finding) {
    self.finding = finding
  }

  func write(to page: inout Markup) {
    let times = finding.steps.map(\.time) + [finding.first, finding.last] + (finding.wiped.map { [$0.from, $0.to] } ?? [])
    let first = times.min() ?? finding.first
    let last = max(times.max() ?? finding.last, first + 1)
    func place(_ time: Int64) -> Int {
      let share = Double(time - first) / Double(last - first)
      return Self.margin + Int((share * Double(Self.width - 2 * Self.margin)).rounded())
    }
    let markers = markers(place)
    let height = Self.axis + 44 + Self.markerGap * (markers.map(\.row).max() ?? 0)
    page.element("figure") { page in
      page.element(
        "svg",
        ["class": "timeline", "viewBox": "0 0 \(Self.width) \(height)", "role": "img", "aria-label": description]
      ) { page in
        page.element("title", text: description)
        if let wiped = finding.wiped {
          let (start, end) = (place(wiped.from), place(wiped.to))
          page.element(
            "rect",
            ["class": "wiped", "x": "\(start)", "y": "18", "width": "\(max(end - start, 2))", "height": "\(Self.axis - 18)"])
          let isLeft = start < Self.width / 2
          page.element(
            "text",
            ["class": "wiped", "x": "\(isLeft ? start + 8 : end - 8)", "y": "36", "text-anchor": isLeft ? "start" : "end"],
            text: "wiped: \(ReportTime.duration(wiped.to - wiped.from))")
        }
        page.element(
          "line",
          ["class": "axis", "x1": "\(Self.margin)", "y1": "\(Self.axis)", "x2": "\(Self.width - Self.margin)", "y2": "\(Self.axis)"])
        page.element("text", ["class": "tick", "x": "\(Self.margin)", "y": "12"], text: ReportTime.text(first))
        page.element(
          "text", ["class": "tick", "x": "\(Self.width - Self.margin)", "y": "12", "text-anchor": "end"],
          text: ReportTime.text(last))
        for marker in markers { draw(marker, &page) }
      }
      page.element("figcaption", text: "Numbers are the steps of the table below"
          + (finding.wiped == nil ? "." : "; the shaded part is gone from the disk."))
    }
  }

  private struct Marker {
    var number: Int
    var step: Finding.Step
    var x: Int
    /// Markers too close to others stand lower.
    var row: Int
  }

  private func markers(_ place: (Int64) -> Int) -> [Marker] {
    var ends: [Int] = []
    return finding.steps.prefix(60).enumerated().map { index, step in
      let x = place(step.time)
      let row = ends.firstIndex { $0 <= x } ?? ends.count
      if row == ends.count { ends.append(0) }
      ends[row] = x + 20
      return Marker(number: index + 1, step: step, x: x, row: row)
    }
  }

  private func draw(_ marker: Marker, _ page: inout Markup) {
    let y = Self.axis + 20 + Self.markerGap * marker.row
    page.element("g", ["class": "step"]) { page in
      page.element("title", text: String("\(ReportTime.text(marker.step.time)) \(marker.step.action) by \(marker.step.actor)".prefix(300)))
      page.element("line", ["class": "stem", "x1": "\(marker.x)", "y1": "\(Self.axis)", "x2": "\(marker.x)", "y2": "\(y - 9)"])
      page.element("circle", ["cx": "\(marker.x)", "cy": "\(y)", "r": "9"])
      page.element("text", ["x": "\(marker.x)", "y": "\(y + 4)", "text-anchor": "middle"], text: "\(marker.number)")
    }
  }

  private var description: String {
    var text = "\(finding.steps.count) steps from \(ReportTime.text(finding.first)) to \(ReportTime.text(finding.last))"
    if let wiped = finding.wiped { text += "; wiped from \(ReportTime.text(wiped.from)) to \(ReportTime.text(wiped.to))" }
    return text + "."
  }
}
