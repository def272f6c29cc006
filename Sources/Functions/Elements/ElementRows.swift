import MartletCatalog
import MartletColumns
import MartletExecution

/// The elements of an array as rows of their own, so that a block runs over all elements of a batch at once.
///
/// A row has the fields of its event and the element under a name of the caller's choice: as `name`, and as
/// `name.member` for the members of an object.
struct ElementRows {
  /// The row of the batch that each element comes from, ascending.
  private(set) var parents: [UInt32] = []
  private(set) var rows: Batch

  /// - Parameters:
  ///   - whole: a batch with every field of its events.
  ///   - hasObjects: whether elements may be objects or arrays; they end before the first index that has no field.
  ///   - keepsFields: whether the fields of the event are there too.
  init(_ array: ArrayName, as name: String, of whole: Batch, hasObjects: Bool = false, keepsFields: Bool = true) {
    if hasObjects {
      self.init(objects: array, as: name, of: whole)
    } else {
      self.init(values: array, as: name, of: whole, keepsFields: keepsFields)
    }
  }

  private init(values array: ArrayName, as name: String, of whole: Batch, keepsFields: Bool) {
    let field = ArrayField(array.prefix, suffix: array.suffix, in: whole)
    var parents: [UInt32] = []
    var builder = TextColumnBuilder()
    whole.mask.forEach { row in
      for index in 0..<field.count(in: row) {
        parents.append(UInt32(row))
        let element = field.elements[index]
        builder.append(element.storage.span.extracting(element.range(of: row)))
      }
    }
    var rows = keepsFields ? Self.rows(of: whole, parents) : Batch(rowCount: parents.count)
    rows.set(name, to: .text(builder.finish()))
    self.parents = parents
    self.rows = rows
  }

  private init(objects array: ArrayName, as name: String, of whole: Batch) {
    /// For each index, the fields of its members: what stands behind the brackets, and the column.
    var members: [[(rest: String, column: Column)]] = []
    for (field, column) in zip(whole.names, whole.columns) {
      guard let (index, rest) = Self.place(of: field, in: array), index < 1 << 16 else { continue }
      while members.count <= index { members.append([]) }
      members[index].append((rest, column))
    }
    var parents: [UInt32] = []
    var indices: [Int] = []
    whole.mask.forEach { row in
      for (index, fields) in members.enumerated() {
        guard fields.contains(where: { $0.column.isPresent(row) }) else { return }
        parents.append(UInt32(row))
        indices.append(index)
      }
    }
    var rests: [String] = []
    for fields in members { for field in fields where !rests.contains(field.rest) { rests.append(field.rest) } }
    var rows = Self.rows(of: whole, parents)
    for rest in rests {
      let columns = members.map { fields in fields.first { $0.rest == rest }?.column.asText() }
      var builder = TextColumnBuilder(rowCapacity: parents.count)
      for (element, index) in indices.enumerated() {
        let row = Int(parents[element])
        if let column = columns[index], column.isPresent(row) {
          builder.append(column.storage.span.extracting(column.range(of: row)))
        } else {
          builder.appendMissing()
        }
      }
      rows.set(name + rest, to: .text(builder.finish()))
    }
    self.parents = parents
    self.rows = rows
  }

  /// `prefix[3].member` parted into the index and what stands behind the brackets.
  private static func place(of field: String, in array: ArrayName) -> (index: Int, rest: String)? {
    guard field.hasPrefix(array.prefix + "[") else { return nil }
    let behind = field.dropFirst(array.prefix.count + 1)
    guard let end = behind.firstIndex(of: "]"), let index = Int(behind[..<end]) else { return nil }
    return (index, String(behind[behind.index(after: end)...]))
  }

  private static func rows(of whole: Batch, _ parents: [UInt32]) -> Batch {
    var rows = whole.gather(parents)
    rows.forgetEvents()
    return rows
  }

  /// The values that a block gives the field `output`, one per element at most.
  ///
  /// - Parameter call: tells the call from others that may run inside the block.
  func values(of output: String, after block: Block, call: String, in context: RunContext) throws(ExecutionError)
    -> [(element: Int, value: [UInt8])]
  {
    let mark = "\0element \(call)"
    var rows = rows
    rows.set(mark, to: .integer(NumberColumn((0..<Int64(rows.rowCount)).map { $0 })))
    let collector = BatchCollector()
    let stages = try context.makeStages(of: block.pipeline, into: collector)
    _ = try stages.receive(rows)
    try stages.endOfInput()
    var values: [(element: Int, value: [UInt8])] = []
    var last = -1
    for batch in collector.takeBatches() {
      guard case .integer(let elements)? = batch[mark] else { continue }
      let texts = batch.text(of: output)
      batch.mask.forEach { row in
        let element = Int(elements.values[row])
        if texts.isPresent(row), element > last {
          values.append((element, Array(texts.storage[texts.range(of: row)])))
          last = element
        }
      }
    }
    return values
  }

  /// The rows of the batch that have at least one of the given elements.
  func parents(of elements: [UInt32], rowCount: Int) -> RowMask {
    var mask = RowMask(noneOf: rowCount)
    for element in elements { mask[Int(parents[Int(element)])] = true }
    return mask
  }
}

extension ArrayName {
  /// The name an element has in a block unless it is given another.
  var elementName: String { prefix + suffix }
}

extension Batch {
  /// Makes `values` the arrays of the living rows: elements in ascending order of their rows, each with its row.
  mutating func setArray(_ array: ArrayName, to values: [(row: Int, value: [UInt8])]) {
    let old = ArrayField(array.prefix, suffix: array.suffix, in: self)
    var writer = ArrayWriter(array.prefix, suffix: array.suffix)
    var next = 0
    for row in mask.rows.map({ Int($0) }) {
      var texts: [[UInt8]] = []
      while next < values.count, values[next].row == row {
        texts.append(values[next].value)
        next += 1
      }
      writer.replace(old.count(in: row), with: texts, in: row)
    }
    writer.assign(to: &self)
  }
}
