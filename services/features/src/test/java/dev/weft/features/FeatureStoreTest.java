package dev.weft.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.base.Sha256;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.xception.network.Xception;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers of segments to this machine. */
class FeatureStoreTest {
  private static final Logger LOG = Logger.getLogger(FeatureStore.class.getName());

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final List<String> downloads = new ArrayList<>();
  private UnaryOperator<Optional<InputStream>> content = UnaryOperator.identity();

  @TempDir Path dir;

  @BeforeEach
  void storeASegment() {
    SegmentWriter writer = SegmentWriter.of(store, "weft", "base", Fakes.SMALL, 1);
    writer.offer(
        Sha256.hex("image"),
        Augmentation.NONE,
        new PerceptualHash(1, 2, 3, 4),
        new float[Xception.FEATURES]);
    writer.flush();
  }

  @Test
  void aTransferThatFailsLeavesNothingOnDisk() throws IOException {
    content =
        found ->
            Optional.of(
                new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("connection reset");
                  }
                });
    FeatureStore features = features();

    assertThatThrownBy(() -> features.open("base", Fakes.SMALL))
        .isInstanceOf(StoreUnavailableException.class)
        .hasRootCauseMessage("connection reset");

    assertThat(files()).isEmpty();
    content = UnaryOperator.identity();
    assertThat(features.open("base", Fakes.SMALL).has(Sha256.hex("image"), Augmentation.NONE))
        .isTrue();
  }

  @Test
  void aDamagedSegmentIsDeletedAndLeavesNothingOnDisk() throws IOException {
    content = found -> Optional.of(new ByteArrayInputStream(new byte[] {1, 2, 3}));

    List<String> warnings =
        warnings(
            () -> {
              FeatureSet set = features().open("base", Fakes.SMALL);
              set.refresh();
              set.refresh();
            });

    assertThat(downloads).hasSize(2);
    assertThat(warnings).singleElement().asString().contains("is damaged and deleted");
    assertThat(files()).isEmpty();
    assertThat(store.list("weft", "features/", null)).isExhausted();
  }

  @Test
  void theSegmentThatADamagedOneShouldHaveBeenCanBeStored() {
    String key = store.list("weft", "features/", null).next().key();
    store.put("weft", key, new byte[] {1, 2, 3}, "application/octet-stream");

    assertThat(features().open("base", Fakes.SMALL).has(Sha256.hex("image"), Augmentation.NONE))
        .isFalse();
    storeASegment();

    assertThat(store.list("weft", "features/", null).next().key()).isEqualTo(key);
    assertThat(features().open("base", Fakes.SMALL).has(Sha256.hex("image"), Augmentation.NONE))
        .isTrue();
  }

  @Test
  void aSegmentThatIsDamagedOnlyOnItsWayIsReadAgainAndStays() {
    content =
        found -> {
          content = UnaryOperator.identity();
          return Optional.of(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        };

    assertThat(features().open("base", Fakes.SMALL).has(Sha256.hex("image"), Augmentation.NONE))
        .isTrue();
    assertThat(store.list("weft", "features/", null)).hasNext();
  }

  @Test
  void anObjectThatIsNoSegmentIsIgnored() {
    String segment = store.list("weft", "features/", null).next().key();
    String key = segment.substring(0, segment.lastIndexOf('/')) + "/notes";
    store.put("weft", key, new byte[] {1, 2, 3}, "text/plain");

    List<String> warnings = warnings(() -> features().open("base", Fakes.SMALL));

    assertThat(warnings).singleElement().asString().contains("is not a segment");
    assertThat(store.stat("weft", key)).isPresent();
  }

  @Test
  void aSegmentThatIsRemovedMeanwhileIsNotReportedAsDamaged() throws IOException {
    content = found -> Optional.empty();

    List<String> warnings = warnings(() -> features().open("base", Fakes.SMALL));

    assertThat(downloads).hasSize(1);
    assertThat(warnings).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftUnfinishedIsDeletedAndTransfersInProgressStay() throws IOException {
    features().open("base", Fakes.SMALL);
    Path folder = files().get(0).getParent();
    Path old = Files.createFile(folder.resolve("segment1.part"));
    Path current = Files.createFile(folder.resolve("segment2.part"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    features().forgetRemoved();

    assertThat(files()).hasSize(2).contains(current).doesNotContain(old);
  }

  private FeatureStore features() {
    ObjectStore observed =
        (ObjectStore)
            Proxy.newProxyInstance(
                FeatureStoreTest.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  if (!method.getName().equals("open")) {
                    return method.invoke(store, arguments);
                  }
                  String key = (String) arguments[1];
                  downloads.add(key);
                  return content.apply(store.open("weft", key));
                });
    return new FeatureStore(observed, "weft", dir);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(dir)) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> warnings(Runnable work) {
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            messages.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    LOG.addHandler(handler);
    try {
      work.run();
    } finally {
      LOG.removeHandler(handler);
    }
    return messages;
  }
}
