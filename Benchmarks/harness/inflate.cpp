// The floor under every reader of compressed logs: inflates the files it is given into memory that is used again, on some
// threads, and does nothing with what comes out. Prints the number of bytes.
//
//     c++ -O2 -std=c++17 -pthread inflate.cpp -lisal -o inflate
//     inflate THREADS FILE...
#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

static std::vector<unsigned char> stored_bytes(const char *path) {
  int file = open(path, O_RDONLY);
  struct stat status {};
  if (file < 0 || fstat(file, &status) != 0) {
    perror(path);
    exit(1);
  }
  std::vector<unsigned char> bytes(static_cast<size_t>(status.st_size));
  size_t done = 0;
  while (done < bytes.size()) {
    ssize_t count = read(file, bytes.data() + done, bytes.size() - done);
    if (count <= 0) {
      perror(path);
      exit(1);
    }
    done += static_cast<size_t>(count);
  }
  close(file);
  return bytes;
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  std::atomic<int> next{2};
  std::atomic<long> total{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < atoi(arguments[1]); thread++) {
    threads.emplace_back([&] {
      std::vector<unsigned char> out(4 << 20);
      for (int index = next++; index < count; index = next++) {
        std::vector<unsigned char> stored = stored_bytes(arguments[index]);
        inflate_state state;
        isal_inflate_init(&state);
        state.crc_flag = ISAL_GZIP;
        state.next_in = stored.data();
        state.avail_in = static_cast<uint32_t>(stored.size());
        while (state.block_state != ISAL_BLOCK_FINISH) {
          state.next_out = out.data();
          state.avail_out = static_cast<uint32_t>(out.size());
          if (isal_inflate(&state) != ISAL_DECOMP_OK) {
            fprintf(stderr, "%s: not gzip\n", arguments[index]);
            exit(1);
          }
          total += static_cast<long>(out.size() - state.avail_out);
        }
      }
    });
  }
  for (std::thread &thread : threads) thread.join();
  printf("%ld\n", total.load());
}
