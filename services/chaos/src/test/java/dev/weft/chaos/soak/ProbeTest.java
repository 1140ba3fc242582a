package dev.weft.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {

  @TempDir Path home;

  @Test
  void theObjectsOfAHeapAreReadFromItsHistogram() {
    String said =
        """
        6165:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         22083        1935512  [B (java.base@17.0.17)
           2:         19000         456000  java.lang.String (java.base@17.0.17)
           3:            12            288  dev.weft.events.ImageId
           4:             1             12  dev.weft.events.ImageId
        Total         41096        2391812
        """;
    LiveObjects live = LiveObjects.of(said);
    assertThat(live.bytes())
        .containsEntry("[B", 1935512L)
        .containsEntry("dev.weft.events.ImageId", 300L);
    assertThat(live.total()).isEqualTo(2391812);
    assertThat(LiveObjects.of("No such process").isEmpty()).isTrue();
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
            .sample(
                "self",
                ProcessHandle.current().pid(),
                new LiveObjects(Map.of("[B", 3L << 20)),
                home,
                false,
                7);
    assertThat(sample.values())
        .containsEntry(Metric.HEAP, 3.0)
        .containsEntry(Metric.TEMPORARY_FILES, 1.0)
        .containsEntry(Metric.TEMPORARY_BYTES, 1.0)
        .containsEntry(Metric.STATE_BYTES, 2.0);
    assertThat(sample.values().get(Metric.THREADS)).isGreaterThan(3);
    assertThat(sample.values().get(Metric.DESCRIPTORS)).isGreaterThan(3);
    assertThat(sample.values().get(Metric.MEMORY)).isGreaterThan(10);
    assertThat(sample.images()).isEqualTo(7);
  }
}
