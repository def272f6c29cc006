import MartletCatalog
import Testing

@testable import MartletIngest

@Suite struct `Fields that are known` {
  @Test func `advice about queries knows every field of the views`() {
    #expect(Set(NormalField.allCases.map { "\($0.name)" }) == KnownFields.view)
  }
}
