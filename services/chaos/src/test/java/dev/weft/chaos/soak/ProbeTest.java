package dev.weft.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {

  @TempDir Path home;
  private final List<InputStream> open = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (InputStream file : open) {
      file.close();
    }
  }

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
  void theTablesOfAStateStoreAreCountedByStoreAndNotAsDescriptors() throws Exception {
    ResourceSample before = sampleOfThisProcess();
    Path state = Files.createDirectories(home.resolve("state"));
    for (Path table :
        List.of(state.resolve("1.sst"), state.resolve("2.sst"), home.resolve("3.sst"))) {
      open.add(Files.newInputStream(Files.createFile(table)));
    }
    ResourceSample after = sampleOfThisProcess();
    assertThat(before.values()).doesNotContainKey(Metric.OPEN_TABLES);
    assertThat(after.values()).containsEntry(Metric.OPEN_TABLES, 2.0);
  }

  private ResourceSample sampleOfThisProcess() {
    return new Probe(Path.of("none"))
        .sample("self", ProcessHandle.current().pid(), new LiveObjects(Map.of()), home, false, 0);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisProcessIsSampled() throws Exception {
    Files.createDirectories(home.resolve("tmp"));
    Files.write(home.resolve("tmp/left"), new byte[1 << 20]);
    Files.write(home.resolve("state"), new byte[2 << 20]);
    Files.write(home.resolve("00000.index"), new byte[10 << 20]);
    ResourceSample sample =
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
