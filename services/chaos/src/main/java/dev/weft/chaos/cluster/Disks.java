package dev.weft.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Mounts separate disks below processes' folders, which can be filled: tmpfs file systems, which
 * require root. A disk is filled by shrinking it to its current content.
 */
public final class Disks implements AutoCloseable {
  private final Path data;
  private final long megabytes;
  private final List<Path> mounted = new ArrayList<>();

  /**
   * @param data the parent of the processes' folders
   * @param megabytes size of each disk
   */
  public Disks(Path data, long megabytes) {
    this.data = data;
    this.megabytes = megabytes;
  }

  /** Whether this process is permitted to mount. */
  public static boolean areAllowed() {
    try {
      Path probe = Files.createTempDirectory("weft-mount");
      boolean allowed = exit(mount("size=1m", probe)) == 0 && exit(unmount(probe)) == 0;
      Files.delete(probe);
      return allowed;
    } catch (IOException e) {
      return false;
    }
  }

  /** Mounts a disk below a process's folder, before the process is started. */
  public void mount(String name) {
    Path folder = data.resolve(name);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    require(mount("size=" + megabytes + "m", folder));
    mounted.add(folder);
  }

  /** Fills the disk. */
  public void fill(String name) {
    Path folder = data.resolve(name);
    long used;
    try {
      var store = Files.getFileStore(folder);
      used = store.getTotalSpace() - store.getUnallocatedSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    require(List.of("mount", "-o", "remount,size=" + (used + 4096), folder.toString()));
  }

  /** Frees the space again. */
  public void free(String name) {
    require(
        List.of("mount", "-o", "remount,size=" + megabytes + "m", data.resolve(name).toString()));
  }

  private static List<String> mount(String options, Path folder) {
    return List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
  }

  private static List<String> unmount(Path folder) {
    return List.of("umount", folder.toString());
  }

  private static void require(List<String> command) {
    int exit = exit(command);
    if (exit != 0) {
      throw new ClusterException("%s ended with %d".formatted(command, exit));
    }
  }

  private static int exit(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Unmounts all disks; their content is lost. */
  @Override
  public void close() {
    mounted.forEach(folder -> exit(unmount(folder)));
    mounted.clear();
  }
}
