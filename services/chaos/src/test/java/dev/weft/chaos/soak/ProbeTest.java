package dev.weft.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {

  @TempDir Path home;

  @Test
  void theParallelCollectorsSpacesAreAdded() {
    String said =
        """
        6165:
         PSYoungGen      total 113152K, used 17511K [0x0000000782700000, 0x000000078a500000)
          eden space 97280K, 18% used [0x0000000782700000,0x0000000783819ff8)
         ParOldGen       total 258048K, used 1945K [0x0000000687400000, 0x0000000697000000)
          object space 258048K, 0% used [0x0000000687400000,0x0000000687400000)
         Metaspace       used 8916K, committed 9088K, reserved 1114112K
        """;
    assertThat(Probe.heap(said)).hasValue(19.0);
  }

  @Test
  void theSerialCollectorsSpacesAreAdded() {
    String said =
        """
        6288:
         def new generation   total 116160K, used 1024K [0x0000000687400000, 0x000000068f200000)
          eden space 103296K,  18% used [0x0000000687400000, 0x0000000688628bd8)
         tenured generation   total 258048K, used 2048K [0x0000000704d50000, 0x0000000714950000)
           the space 258048K,   0% used [0x0000000704d50000, 0x0000000704d50000)
        """;
    assertThat(Probe.heap(said)).hasValue(3.0);
  }

  @Test
  void nativeMemoryIsAllThatTheJvmHasCommittedButItsHeap() {
    String said =
        """
        Total: reserved=7806447KB, committed=637952KB
               malloc: 14663KB #62219
        -                 Java Heap (reserved=6172672KB, committed=387072KB)
                                    (mmap: reserved=6172672KB, committed=387072KB)
        """;
    assertThat(Probe.nativeMemory(said)).hasValue((637952 - 387072) / 1024.0);
    assertThat(Probe.nativeMemory("Native memory tracking is not enabled")).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisProcessIsSampled() throws Exception {
    Files.createDirectories(home.resolve("tmp"));
    Files.write(home.resolve("tmp/left"), new byte[1 << 20]);
    Files.write(home.resolve("state"), new byte[2 << 20]);
    Files.write(home.resolve("00000.index"), new byte[10 << 20]);
    Sample sample =
        new Probe(Path.of(System.getProperty("java.home"), "bin", "jcmd"))
            .sample("self", ProcessHandle.current().pid(), home, false, 7);
    assertThat(sample.values())
        .containsEntry(Metric.TEMPORARY_FILES, 1.0)
        .containsEntry(Metric.TEMPORARY_BYTES, 1.0)
        .containsEntry(Metric.STATE_BYTES, 2.0);
    assertThat(sample.values().get(Metric.THREADS)).isGreaterThan(3);
    assertThat(sample.values().get(Metric.DESCRIPTORS)).isGreaterThan(3);
    assertThat(sample.values().get(Metric.MEMORY)).isGreaterThan(10);
    assertThat(sample.images()).isEqualTo(7);
  }
}
