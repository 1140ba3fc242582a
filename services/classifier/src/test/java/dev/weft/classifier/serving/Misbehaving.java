package dev.weft.classifier.serving;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What a version's code might do to the process that loads it, by real means. */
public final class Misbehaving {

  private Misbehaving() {}

  /** As a native library's {@code abort()} ends it. */
  public static final class Aborting {
    public static void main(String[] args) {
      Runtime.getRuntime().halt(134);
    }
  }

  /** Native code writes where nothing is. */
  public static final class Segfaulting {
    public static void main(String[] args) {
      new Pointer(16).setInt(0, 1);
    }
  }

  /** Never ends, whatever becomes of the other side. */
  public static final class Hanging {
    public static void main(String[] args) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  /** Takes native memory, which no heap bounds. */
  public static final class Hoarding {
    private static final int BLOCK = 16 << 20;

    public static void main(String[] args) {
      List<Memory> taken = new ArrayList<>();
      while (true) {
        var block = new Memory(BLOCK);
        block.setMemory(0, BLOCK, (byte) 1);
        taken.add(block);
      }
    }
  }

  /** Fills the heap. */
  public static final class FillingTheHeap {
    public static void main(String[] args) {
      List<byte[]> taken = new ArrayList<>();
      while (true) {
        taken.add(new byte[1 << 20]);
      }
    }
  }

  /** Says more than anybody wants to keep, without ending a line, and then ends well. */
  public static final class Talking {
    private static final int MIB = 256;

    public static void main(String[] args) {
      byte[] noise = "x".repeat(1 << 20).getBytes();
      for (int i = 0; i < MIB; i++) {
        System.out.write(noise, 0, noise.length);
        System.err.write(noise, 0, noise.length);
      }
      System.out.flush();
      Runtime.getRuntime().halt(0);
    }
  }
}
