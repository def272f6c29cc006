/// What an event means for lineage, the same words for every cloud.
public enum Act: Sendable, Equatable {
  /// A saved state of a disk: EBS snapshot, managed snapshot, restore point of a disk.
  case takeSnapshot(snapshot: String, of: String?, instance: String? = nil)
  case copySnapshot(snapshot: String, source: String)
  /// A disk comes to be; without a source it is empty.
  case makeDisk(disk: String, source: Source?)
  /// `isRoot` when the record says so by itself.
  case attach(disk: String, instance: String, device: String?, isRoot: Bool?)
  case detach(disk: String, instance: String?, device: String?)
  /// An image of snapshots, of a disk, or of a whole instance (machine image, restore point of a machine).
  case makeImage(image: String, snapshots: [String], disk: String?, instance: String?, extra: ImageDetails = .init())
  case copyImage(image: String, source: String)
  case launch(Launch)
  /// A machine was written with these disks (Azure tells the whole state every time).
  case setDisks(instance: String, system: String?, data: [String]?, links: [String] = [], isEphemeral: Bool = false)
  /// Data disks were put into a machine and taken out of it, by one call.
  case changeDisks(instance: String, attached: [String], detached: [String])
  /// The system disk is put back in one call; without a source, to what the instance was launched from.
  case replaceRoot(instance: String, source: Source?, deletesOld: Bool)
  case stop(instance: String, wasRunning: Bool, isForced: Bool)
  case start(instance: String, wasStopped: Bool)
  case terminate(instance: String)
  /// A member of a group is taken out, or called unhealthy, so that the group replaces it.
  case endMember(instance: String)
  /// A snapshot, image or disk comes back from the recycle bin or the archive; the record may tell what it was taken of,
  /// and when.
  case recover(id: String, of: String? = nil, taken: Int64? = nil)
  /// A backup service is told to make something of a saved state.
  case requestRestore(id: String)
  case delete(id: String)
  /// Disks of an instance are to be deleted together with it.
  case discardDisks(instance: String, disks: [String])
  /// The log itself, or the lock that protects something, is taken away; `scope` is what it covered.
  case silence(scope: String?)
  /// An instance is of another type now.
  case setType(instance: String, type: String)
  /// An address, a network interface or a target group belongs to an instance now, or not any more.
  case link(instance: String?, links: [String])
  case unlink(instance: String, links: [String])
  /// A database comes to be from a saved state; `of` is the database that state was taken of.
  case restoreDatabase(database: String, source: Source, of: String?, at: Int64?)
  case renameDatabase(database: String, to: String)
  case dropDatabase(database: String)
  /// A database goes back in place.
  case rewindDatabase(database: String, to: Int64?)
  /// A host name now leads to these targets: host names or addresses.
  case repoint(targets: [String])
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

  /// What more is known of an image.
  public struct ImageDetails: Sendable, Equatable {
    /// Another name for the newest one of its kind: a family, a gallery image without a version.
    public var alias: String?
    /// Saved states of single disks that are a part of it, with the disks.
    public var disks: [String: String]

    public init(alias: String? = nil, disks: [String: String] = [:]) {
      self.alias = alias
      self.disks = disks
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
    /// Names, network interfaces and addresses, each with its kind: `address 10.0.0.5`.
    public var links: [String]
    public var rootDevice: String?
    /// The disks it has besides, by device.
    public var disks: [String: String]
    public var isEphemeral: Bool
    /// Whether the system disk is made for the instance, and does not come as it is.
    public var makesSystemDisk: Bool

    public init(
      instance: String, image: String? = nil, sources: [Source] = [], systemDisk: String? = nil, type: String? = nil,
      name: String? = nil, links: [String] = [], rootDevice: String? = nil, disks: [String: String] = [:],
      isEphemeral: Bool = false, makesSystemDisk: Bool = false
    ) {
      self.instance = instance
      self.image = image
      self.sources = sources
      self.systemDisk = systemDisk
      self.type = type
      self.name = name
      self.links = links
      self.rootDevice = rootDevice
      self.disks = disks
      self.isEphemeral = isEphemeral
      self.makesSystemDisk = makesSystemDisk
    }
  }

  public enum Touch: String, Sendable {
    /// Commands or user data put into an instance, or its password read.
    case intrusion
    /// Looking around: dry runs, listings of snapshots.
    case reconnaissance
    case other
  }
}
