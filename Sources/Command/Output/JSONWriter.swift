import MartletColumns

/// One JSON object per row: on lines of their own (NDJSON), or as the elements of one array. Values are texts.
final class JSONWriter: RowWriter {
  private let output: ByteOutput
  private let isArray: Bool
  private var count = 0

  init(_ output: ByteOutput, isArray: Bool) {
    self.output = output
    self.isArray = isArray
  }

  func write(_ batch: Batch) throws(OutputError) {
    let fields = batch.visibleFields
    let names = fields.map { field in
      var bytes: [UInt8] = []
      JSONText.append(field.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      return bytes
    }
    for row in 0..<batch.rowCount where batch.mask[row] {
      let isFirst = count == 0
      count += 1
      try output.append { bytes in
        if isArray { bytes.append(contentsOf: (isFirst ? "[\n" : ",\n").utf8) }
        bytes.append(UInt8(ascii: "{"))
        var needsComma = false
        for (index, field) in fields.enumerated() where field.text.isPresent(row) {
          if needsComma { bytes.append(UInt8(ascii: ",")) }
          needsComma = true
          bytes.append(contentsOf: names[index])
          JSONText.append(field.text.storage.span.extracting(field.text.range(of: row)), to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        if !isArray { bytes.append(UInt8(ascii: "\n")) }
      }
    }
  }

  func finish() throws(OutputError) {
    let isEmpty = count == 0
    if isArray { try output.append { $0.append(contentsOf: (isEmpty ? "[]\n" : "\n]\n").utf8) } }
    try output.flush()
  }
}
