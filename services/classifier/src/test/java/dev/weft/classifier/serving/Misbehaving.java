package dev.weft.classifier.serving;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Actual misbehaviour that a version's native code could cause in the process that loads it. */
public final class Misbehaving {

  private Misbehaving() {}

  /** Exits as after {@code abort()} of a native library. */
  public static final class Aborting {
    public static void main(String[] args) {
      Runtime.getRuntime().halt(134);
    }
  }

  /** Exits as after {@code abort()} if it may use OpenVINO, and otherwise successfully. */
  public static final class AbortingWithOpenVino {
    public static void main(String[] args) throws IOException {
      var in = new DataInputStream(System.in);
      var request = new String(in.readNBytes(in.readInt()), StandardCharsets.ISO_8859_1);
      Runtime.getRuntime().halt(request.contains("openvino-cpu") ? 134 : 0);
    }
  }

  /** Writes to an invalid address in native code. */
  public static final class Segfaulting {
    public static void main(String[] args) {
      new Pointer(16).setInt(0, 1);
    }
  }

  /** Divides by zero in native code. */
  public static final class Dividing {
    /** The C library's functions that it calls. */
    public interface Arithmetic extends Library {
      int div(int dividend, int divisor);
    }

    public static void main(String[] args) {
      Native.load("c", Arithmetic.class).div(1, 0);
    }
  }

  /** Never exits, even if its parent process does. */
  public static final class Hanging {
    public static void main(String[] args) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  /** Allocates native memory, which the heap limit does not bound. */
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

  /** Exhausts the heap. */
  public static final class FillingTheHeap {
    public static void main(String[] args) {
      List<byte[]> taken = new ArrayList<>();
      while (true) {
        taken.add(new byte[1 << 20]);
      }
    }
  }

  /** Writes a very long line to its output, and then exits successfully. */
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
