import Glibc

/// Counts those who are inside, and lets others wait until nobody is.
@safe final class Gate: @unchecked Sendable {
  // Only touched while `mutex` is held.
  private var inside = 0
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  func enter() {
    unsafe pthread_mutex_lock(mutex)
    inside += 1
    unsafe pthread_mutex_unlock(mutex)
  }

  func leave() {
    unsafe pthread_mutex_lock(mutex)
    inside -= 1
    if inside == 0 { unsafe pthread_cond_broadcast(condition) }
    unsafe pthread_mutex_unlock(mutex)
  }

  func waitUntilEmpty() {
    unsafe pthread_mutex_lock(mutex)
    while inside > 0 { unsafe pthread_cond_wait(condition, mutex) }
    unsafe pthread_mutex_unlock(mutex)
  }
}
