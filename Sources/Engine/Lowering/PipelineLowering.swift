import MartletExecution

/// One pipeline while its steps are lowered.
struct PipelineLowering {
  /// What a pipeline is to the query.
  enum Role {
    /// The query itself, or a search of its own, whose rows are wanted whole.
    case query
    /// A search of its own, of whose rows some fields are wanted.
    case search
    /// A block or a branch that rows pass.
    case block
  }

  private let role: Role
  private var leading: [StageMaker]?
  private var stages: [StageMaker] = []
  private var folds: [Program.Fold] = []
  /// Conditions that nothing stands between.
  private var pending: [(predicate: Predicate, cost: Int)] = []
  private var conditions: [Predicate]? = []
  private let optimizes: Bool
  /// The steps of a profiled pipeline, as they will be told; `nil` where nobody asks what they cost.
  private(set) var profiledSteps: [String]?
  /// What the step that is being lowered is called.
  var label = ""

  init(_ role: Role, optimizes: Bool, isProfiled: Bool = false) {
    self.role = role
    profiledSteps = isProfiled ? [] : nil
    self.optimizes = optimizes
  }

  /// The pipeline as one condition; `nil` when it does more than test.
  var condition: Predicate? {
    guard let conditions else { return nil }
    return .all(conditions)
  }

  mutating func append(_ predicate: Predicate, cost: Int) {
    pending.append((predicate, cost))
    conditions?.append(predicate)
  }

  mutating func append(_ stage: @escaping StageMaker, isSequence: Bool = false) {
    endConditions()
    conditions = nil
    add(profiled(stage, as: label))
    if isSequence, let last = folds.indices.last { folds[last].restartsPerGroup = true }
  }

  mutating func append(state: @escaping StateMaker, owner: String) {
    endConditions()
    conditions = nil
    if leading == nil { leading = [] }
    guard let step = nextStep(label) else {
      folds.append(Program.Fold(state: state, owner: owner))
      return
    }
    let profiled: StateMaker = { (context) throws(ExecutionError) in
      ProfiledState(try state(context), step: step, in: context)
    }
    folds.append(Program.Fold(state: profiled, owner: owner))
  }

  /// The number of a new step to profile.
  private mutating func nextStep(_ label: String) -> Int? {
    profiledSteps?.append(label)
    return profiledSteps?.count
  }

  /// The stage, with what it costs told where somebody asks.
  private mutating func profiled(_ stage: @escaping StageMaker, as label: String) -> StageMaker {
    guard let step = nextStep(label) else { return stage }
    return { (context) throws(ExecutionError) in ProfiledStage(try stage(context), step: step, in: context) }
  }

  /// What the pipeline became.
  mutating func finished() -> Program {
    endConditions()
    if role == .query, folds.isEmpty { stages.append { (_) in OutputStage() } }
    return Program(leading: leading ?? [], stages: stages, folds: folds)
  }

  private mutating func add(_ stage: @escaping StageMaker) {
    if leading == nil { leading = [] }
    if folds.isEmpty { stages.append(stage) } else { folds[folds.count - 1].stages.append(stage) }
  }

  /// Makes a stage of the conditions gathered so far. Those before any other step come first of all.
  private mutating func endConditions() {
    guard !pending.isEmpty else { return }
    // Conditions change nothing, so cheap ones may go first; equal ones keep their order.
    let ordered =
      optimizes
      ? pending.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element)
      : pending
    let predicate = ordered.count == 1 ? ordered[0].predicate : .all(ordered.map(\.predicate))
    pending = []
    let stage = profiled({ (context) in FilterStage(predicate, in: context) }, as: "filter")
    if leading == nil, role != .block { leading = [stage] } else { add(stage) }
  }
}
