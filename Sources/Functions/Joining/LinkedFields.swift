/// Which fields of which queries are equal, by the links between them: each set of equal fields is a variable.
struct LinkedFields {
  private let queryCount: Int
  private var places: [(query: Int, field: String)] = []
  /// For each place the place it is linked to, up to the one that stands for all.
  private var parents: [Int] = []

  init(_ queryCount: Int) {
    self.queryCount = queryCount
  }

  mutating func link(_ left: (query: Int, field: String), _ right: (query: Int, field: String)) {
    let (leftPlace, rightPlace) = (place(left), place(right))
    let (first, second) = (head(of: leftPlace), head(of: rightPlace))
    parents[max(first, second)] = min(first, second)
  }

  private mutating func place(_ wanted: (query: Int, field: String)) -> Int {
    if let known = places.firstIndex(where: { $0 == wanted }) { return known }
    places.append(wanted)
    parents.append(places.count - 1)
    return places.count - 1
  }

  private func head(of place: Int) -> Int {
    var place = place
    while parents[place] != place { place = parents[place] }
    return place
  }

  private var heads: [Int] { places.indices.filter { parents[$0] == $0 } }

  var variableCount: Int { heads.count }

  /// The fields of a query and the variables they bind, in the order in which they were linked.
  func keys(of query: Int) -> [(field: String, variable: Int)] {
    let heads = heads
    return places.indices.filter { places[$0].query == query }.map { place in
      (places[place].field, heads.firstIndex(of: head(of: place)) ?? 0)
    }
  }

  /// A query that no chain of links joins with the first; `nil` when all are joined.
  var unlinked: Int? {
    var reached: Set<Int> = [0]
    var variables: Set<Int> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for place in places.indices {
        let variable = head(of: place)
        if reached.contains(places[place].query), variables.insert(variable).inserted { isGrowing = true }
        if variables.contains(variable), reached.insert(places[place].query).inserted { isGrowing = true }
      }
    }
    return (0..<queryCount).first { !reached.contains($0) }
  }
}
