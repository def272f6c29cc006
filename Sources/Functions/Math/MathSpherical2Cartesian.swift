import Glibc
import MartletCatalog
import MartletColumns
import MartletDiagnostics
import MartletExecution

/// `math:spherical2cartesian(azimuth=…, polar=…)` is the point on a sphere that two angles name.
struct MathSpherical2Cartesian: TransformFunction {
  static let azimuth = Parameter<FieldName>("azimuth", "Field that holds the angle from the x axis, in degrees.")
  static let polar = Parameter<FieldName>("polar", "Field that holds the angle above the xy plane, in degrees.")
  static let radius = Parameter<NumberOrField>(
    "radius", "Radius of the sphere, or the field that holds it.", default: .number(1))
  static let output = Parameter<OutputName>(
    "as", "Text before .x, .y and .z in the names of the fields to write.", default: "_spherical2cartesian")

  static let spec = FunctionSpec(
    "math:spherical2cartesian", in: .math, kind: .transform,
    summary: "Converts two angles in degrees to the coordinates of a point on a sphere.",
    details: ["The z axis points up.", "Without two numbers nothing is written."],
    parameters: azimuth, polar, radius, output,
    examples: [
      Example(
        "A quarter of the way round", query: "math:spherical2cartesian(azimuth=lon, polar=lat, radius=2, as=p)",
        events: #"{"lon": "0", "lat": "0"} {"lon": "0"}"#,
        yields: #"{"lon": "0", "lat": "0", "p.x": "2", "p.y": "0", "p.z": "0"} {"lon": "0"}"#,
        comparison: .approximate),
    ])

  private let azimuth: String
  private let polar: String
  private let radius: NumberOrField
  private let output: String

  init(_ arguments: BoundArguments) throws(Diagnostic) {
    azimuth = arguments[Self.azimuth].text
    polar = arguments[Self.polar].text
    radius = arguments[Self.radius]
    output = arguments[Self.output].text
  }

  static func effects(of arguments: BoundArguments) -> FieldEffects {
    let output = arguments[output].text
    return FieldEffects(
      reads: arguments.fieldsRead + arguments[radius].fieldsRead, writes: ["\(output).x", "\(output).y", "\(output).z"])
  }

  func transform(_ batch: inout Batch, in context: RunContext) throws(ExecutionError) {
    let azimuths = batch.numbers(of: azimuth)
    let polars = batch.numbers(of: polar)
    let radii = radius.numbers(in: batch)
    func coordinate(_ of: (_ azimuth: Double, _ polar: Double) -> Double) -> Column {
      .numbers(in: batch.mask) { row in
        guard azimuths.isPresent(row), polars.isPresent(row), let radius = radii(row) else { return nil }
        let value = radius * of(azimuths.values[row] * (.pi / 180), polars.values[row] * (.pi / 180))
        return value
      }
    }
    let x = coordinate { cos($1) * cos($0) }
    let y = coordinate { cos($1) * sin($0) }
    let z = coordinate { sin($1) }
    batch.assign(x, to: "\(output).x")
    batch.assign(y, to: "\(output).y")
    batch.assign(z, to: "\(output).z")
  }
}
