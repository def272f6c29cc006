/// What an event means for lineage, the same words for every cloud.
public enum Act: Sendable, Equatable {
  /// A saved state of a disk: EBS snapshot, managed snapshot, restore point of a disk.
  case takeSnapshot(snapshot: String, of: String?)
  case copySnapshot(snapshot: String, source: String)
  /// A disk comes to be; without a source it is empty.
  case makeDisk(disk: String, source: Source?)
  /// `isRoot` when the record says so by itself.
  case attach(disk: String, instance: String, device: String?, isRoot: Bool?)
  case detach(disk: String, instance: String?, device: String?)
  /// An image of snapshots, of a disk, or of a whole instance (machine image, restore point of a machine).
  case makeImage(image: String, snapshots: [String], disk: String?, instance: String?)
  case copyImage(image: String, source: String)
  case launch(Launch)
  /// A machine was written with these disks (Azure tells the whole state every time).
  /// `links` are its network interfaces, by which another may take its place.
  case setDisks(instance: String, system: String?, data: [String], links: [String] = [])
  /// The system disk is put back in one call; without a source, to what the instance was launched from.
  case replaceRoot(instance: String, source: Source?, deletesOld: Bool)
  case stop(instance: String, wasRunning: Bool, isForced: Bool)
  case start(instance: String, wasStopped: Bool)
  case terminate(instance: String)
  /// A member of a group is taken out, or called unhealthy, so that the group replaces it.
  case endMember(instance: String)
  /// A snapshot, image or disk comes back from the recycle bin or the archive.
  case recover(id: String)
  case delete(id: String)
  /// A database gets another name.
  case rename(instance: String, to: String)
  /// A name now leads to these targets: host names or addresses.
  case repoint(targets: [String])
  /// A service was told to restore this saved state.
  case orderRestore(of: String)
  /// A group makes a member again that is no longer what it should be.
  case repair(instance: String)
  /// Nothing that changes disks, but something a chain may mention: commands run on an instance, reads, dry runs.
  case touch(instance: String?, Touch)

  /// Where the content of a disk comes from.
  public struct Source: Sendable, Hashable {
    public var kind: Kind
    public var id: String

    public init(_ kind: Kind, _ id: String) {
      self.kind = kind
      self.id = id
    }

    public enum Kind: String, Sendable, CaseIterable {
      case snapshot, disk, image
      case restorePoint = "restore_point"
      case recoveryPoint = "recovery_point"
      case machineImage = "machine_image"
      case launchState = "launch_state"
      /// A deleted disk that came back as it was.
      case recycleBin = "recycle_bin"
    }
  }

  /// A new instance, with what may tie it to an older one.
  public struct Launch: Sendable, Equatable {
    public var instance: String
    public var image: String?
    /// Snapshots or images its disks are made from, besides the image.
    public var sources: [Source]
    /// Disks it boots from as they are (Azure `createOption: Attach`).
    public var systemDisk: String?
    public var type: String?
    public var name: String?
    /// Network interfaces and addresses.
    public var addresses: [String]

    public init(
      instance: String, image: String? = nil, sources: [Source] = [], systemDisk: String? = nil, type: String? = nil,
      name: String? = nil, addresses: [String] = []
    ) {
      self.instance = instance
      self.image = image
      self.sources = sources
      self.systemDisk = systemDisk
      self.type = type
      self.name = name
      self.addresses = addresses
    }
  }

  public enum Touch: String, Sendable {
    /// Commands or user data put into an instance, or its password read.
    case intrusion
    /// Looking around: dry runs, listings of snapshots.
    case reconnaissance
    /// What would tell of it later is switched off, or told to vanish by itself.
    case evidenceRemoval
    case other
  }
}
