/// Makes a stage for one worker.
public typealias StageMaker = @Sendable (RunContext) throws(ExecutionError) -> any StreamStage

/// Makes a state for one worker.
public typealias StateMaker = @Sendable (RunContext) throws(ExecutionError) -> any AggregateState

/// A pipeline ready to run: stages that events pass, and aggregates that fold them into rows, each followed by more
/// stages.
public struct Program: Sendable {
  /// The filters every event meets first: duplicates are looked for among what they leave.
  public var leading: [StageMaker]
  /// The other stages before the first aggregate.
  public var stages: [StageMaker]
  public var folds: [Fold]

  /// An aggregate as a step, and the stages its rows pass.
  public struct Fold: Sendable {
    public var state: StateMaker
    /// The function as the user knows it, for messages.
    public var owner: String
    public var stages: [StageMaker]
    /// Whether the stages need the rows of each group by themselves, as functions of sequences do.
    public var restartsPerGroup: Bool

    public init(
      state: @escaping StateMaker, owner: String, stages: [StageMaker] = [], restartsPerGroup: Bool = false
    ) {
      self.state = state
      self.owner = owner
      self.stages = stages
      self.restartsPerGroup = restartsPerGroup
    }
  }

  public init(leading: [StageMaker] = [], stages: [StageMaker] = [], folds: [Fold] = []) {
    self.leading = leading
    self.stages = stages
    self.folds = folds
  }
}
