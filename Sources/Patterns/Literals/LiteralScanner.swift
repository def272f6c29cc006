/// Tells which of many literals may occur in a text, in one pass over it, whatever their number.
///
/// The literals are a trie whose states know where to go on when the next byte leads nowhere (Aho and Corasick),
/// written out as one table of transitions. ASCII letters count as equal in either case: who cares about case looks
/// again.
public struct LiteralScanner: Sendable {
  /// Bytes that no literal holds are all class 0.
  private let classes: [UInt8]
  private let classCount: Int
  /// For each state and class the next state, as the place of its transitions, doubled; odd when literals end there.
  private let transitions: [UInt32]
  /// For each pair of classes whether a literal may begin with it.
  private let begins: [Bool]
  /// For each state the literals that end in it, and the next state on the way back in which others do; -1 at the end.
  private let ending: [[UInt32]]
  private let others: [Int32]

  /// Tables of more entries than this cost more than they save.
  private static let mostTransitions = 1 << 22

  /// `nil` when there are none, or too many. No literal may be empty.
  public init?(_ literals: [[UInt8]]) {
    var classes = [UInt8](repeating: 0, count: 256)
    var classCount = 1
    for byte in literals.joined() where classes[Int(ASCII.folded(byte))] == 0 {
      classes[Int(ASCII.folded(byte))] = UInt8(classCount)
      classCount += 1
    }
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { classes[Int(byte)] = classes[Int(byte | 0x20)] }
    let most = (literals.reduce(1) { $0 + $1.count }) * classCount
    guard !literals.isEmpty, most <= Self.mostTransitions else { return nil }
    var trie = Trie(classCount: classCount)
    for (number, literal) in literals.enumerated() {
      precondition(!literal.isEmpty, "an empty literal occurs everywhere")
      trie.add(literal.lazy.map { Int(classes[Int($0)]) }, number: UInt32(number))
    }
    trie.complete()
    var begins = [Bool](repeating: false, count: classCount * classCount)
    for literal in literals {
      let first = Int(classes[Int(literal[0])]) * classCount
      // After the only byte of a literal anything may come.
      let seconds = literal.count > 1 ? [Int(classes[Int(literal[1])])] : Array(0..<classCount)
      for second in seconds { begins[first + second] = true }
    }
    self.begins = begins
    self.classes = classes
    self.classCount = classCount
    ending = trie.ending
    others = trie.others
    transitions = trie.next.map { state in
      let ends = !trie.ending[Int(state)].isEmpty || trie.others[Int(state)] >= 0
      return state &* UInt32(classCount) &* 2 | (ends ? 1 : 0)
    }
  }

  /// Calls `found` with the number of every literal that may occur in `text`, once or several times.
  public func scan(_ text: Span<UInt8>, _ found: (UInt32) -> Void) {
    let classes = classes.span
    let transitions = transitions.span
    let begins = begins.span
    let count = text.count
    var index = 0
    while index < count {
      // Fast path: where no literal begins, pairs of bytes are looked at without waiting for one another.
      while index &+ 1 < count,
        !begins[Int(classes[Int(text[index])]) &* classCount &+ Int(classes[Int(text[index &+ 1])])]
      { index &+= 1 }
      var place: UInt32 = 0
      repeat {
        place = transitions[Int(place &>> 1) &+ Int(classes[Int(text[index])])]
        if place & 1 != 0 { report(Int(place &>> 1) / classCount, found) }
        index &+= 1
      } while place > 1 && index < count
    }
  }

  private func report(_ state: Int, _ found: (UInt32) -> Void) {
    var state = state
    while state >= 0 {
      for literal in ending[state] { found(literal) }
      state = Int(others[state])
    }
  }

  private struct Trie {
    let classCount: Int
    var next: [UInt32]
    var ending: [[UInt32]] = [[]]
    var others: [Int32] = [-1]

    init(classCount: Int) {
      self.classCount = classCount
      next = Array(repeating: 0, count: classCount)
    }

    mutating func add(_ literal: some Sequence<Int>, number: UInt32) {
      var state = 0
      for byte in literal {
        let place = state * classCount + byte
        if next[place] == 0 {
          next[place] = UInt32(ending.count)
          next.append(contentsOf: repeatElement(0, count: classCount))
          ending.append([])
          others.append(-1)
        }
        state = Int(next[place])
      }
      ending[state].append(number)
    }

    /// Gives every state a transition for every class, breadth first.
    mutating func complete() {
      var fallback = [Int](repeating: 0, count: ending.count)
      var queue = [0]
      var head = 0
      while head < queue.count {
        let state = queue[head]
        head += 1
        for byte in 0..<classCount {
          let place = state * classCount + byte
          let child = Int(next[place])
          let back = state == 0 ? 0 : Int(next[fallback[state] * classCount + byte])
          guard child != 0 else {
            next[place] = UInt32(back)
            continue
          }
          fallback[child] = back
          others[child] = ending[back].isEmpty ? others[back] : Int32(back)
          queue.append(child)
        }
      }
    }
  }
}
