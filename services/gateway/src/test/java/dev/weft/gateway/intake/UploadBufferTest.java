package dev.weft.gateway.intake;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.intake.UploadBuffer.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UploadBufferTest {

  private static final int MIB = 1 << 20;

  @Test
  void anUploadComesBackWholeWhetherItsLengthWasAnnouncedOrNot() throws IOException {
    for (int size : new int[] {1, 65_535, 65_536, 65_537, 300_000}) {
      byte[] bytes = random(size);
      for (long announced : new long[] {-1, size}) {
        UploadBudget budget = budget(2_000_000);
        try (UploadBuffer buffer = new UploadBuffer(budget, 300_000)) {
          Reading reading = buffer.read(new ByteArrayInputStream(bytes), announced);

          assertThat(reading).isInstanceOf(Reading.Complete.class);
          assertThat(((Reading.Complete) reading).bytes()).isEqualTo(bytes);
          assertThat(budget.used()).isEqualTo(size);
        }
        assertThat(budget.used()).isZero();
      }
    }
  }

  @Test
  void noBytesAreAnEmptyUpload() throws IOException {
    assertThat(read(budget(100_000), 100, 0, -1)).isInstanceOf(Reading.Empty.class);
    assertThat(read(budget(100_000), 100, 0, 0)).isInstanceOf(Reading.Empty.class);
  }

  @Test
  void oneByteMoreThanAllowedIsTooLarge() throws IOException {
    assertThat(read(budget(1_000_000), 100, 101, -1)).isEqualTo(new Reading.TooLarge(100));
    assertThat(read(budget(1_000_000), 100_000, 100_001, -1))
        .isEqualTo(new Reading.TooLarge(100_000));
    assertThat(read(budget(1_000_000), 100, 101, 101)).isEqualTo(new Reading.TooLarge(100));
  }

  @Test
  void anUploadBeyondTheCommonBudgetHasToComeBack() throws IOException {
    assertThat(read(budget(99), 1_000, 100, 100)).isInstanceOf(Reading.Busy.class);
    assertThat(read(budget(100_000), 1_000_000, 90_000, -1)).isInstanceOf(Reading.Busy.class);
  }

  @Test
  void threeSlowUploadsDoNotKeepOthersOut() throws Exception {
    AtomicLong seconds = new AtomicLong();
    UploadBudget budget =
        new UploadBudget(64 * MIB, Duration.ofSeconds(10), () -> seconds.get() * 1_000_000_000L);
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try {
      List<SlowBody> bodies = new ArrayList<>();
      List<Future<Reading>> slow = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        SlowBody body = new SlowBody(19 * MIB, 20 * MIB);
        bodies.add(body);
        slow.add(
            clients.submit(
                () -> {
                  try (UploadBuffer buffer = new UploadBuffer(budget, 20 * MIB)) {
                    return buffer.read(body, 20 * MIB);
                  }
                }));
      }
      for (SlowBody body : bodies) {
        body.awaitStalled();
      }
      assertThat(budget.used()).isEqualTo(60L * MIB);
      // Uploads that may still become fast enough keep their memory.
      assertThat(readAll(budget, 20 * MIB)).isInstanceOf(Reading.Busy.class);

      seconds.set(10);

      assertThat(readAll(budget, 20 * MIB)).isInstanceOf(Reading.Complete.class);
      assertThat(budget.used()).isEqualTo(40L * MIB);
      bodies.forEach(body -> body.goOn.countDown());
      List<Reading> readings = new ArrayList<>();
      for (Future<Reading> reading : slow) {
        readings.add(reading.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
      }
      assertThat(readings).filteredOn(Reading.GaveWay.class::isInstance).hasSize(1);
      assertThat(readings).filteredOn(Reading.Complete.class::isInstance).hasSize(2);
      assertThat(budget.used()).isZero();
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void anUploadThatSendsNothingHoldsASmallPartOfWhatItAnnounced() throws Exception {
    UploadBudget budget = budget(64 * MIB);
    ExecutorService client = Executors.newSingleThreadExecutor();
    try {
      SlowBody body = new SlowBody(100, 20 * MIB);
      Future<Reading> reading =
          client.submit(
              () -> {
                try (UploadBuffer buffer = new UploadBuffer(budget, 20 * MIB)) {
                  return buffer.read(body, 20 * MIB);
                }
              });
      body.awaitStalled();
      assertThat(budget.used()).isLessThanOrEqualTo(20L * MIB / 8);
      body.goOn.countDown();
      assertThat(reading.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(Reading.Complete.class);
    } finally {
      client.shutdownNow();
    }
  }

  @Test
  void threeUploadsOfTheLargestSizeThatGrowAtTheSameMomentFit() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 20; round++) {
        UploadBudget budget = budget(64 * MIB);
        CountDownLatch done = new CountDownLatch(3);
        List<Future<Reading>> readings = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          readings.add(
              clients.submit(
                  () -> {
                    try (UploadBuffer buffer = new UploadBuffer(budget, 20 * MIB)) {
                      Reading reading =
                          buffer.read(new ByteArrayInputStream(new byte[20 * MIB]), 20 * MIB);
                      done.countDown();
                      assertThat(done.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                      return reading;
                    }
                  }));
        }
        for (Future<Reading> reading : readings) {
          assertThat(reading.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
              .isInstanceOf(Reading.Complete.class);
        }
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void threeUploadsOfTheLargestSizeFitAtOnce() throws Exception {
    UploadBudget budget = budget(64 * MIB);
    List<UploadBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      UploadBuffer buffer = new UploadBuffer(budget, 20 * MIB);
      buffers.add(buffer);
      assertThat(buffer.read(new ByteArrayInputStream(new byte[20 * MIB]), 20 * MIB))
          .isInstanceOf(Reading.Complete.class);
    }
    buffers.forEach(UploadBuffer::close);
    assertThat(budget.used()).isZero();
  }

  private static Reading readAll(UploadBudget budget, int size) throws IOException {
    try (UploadBuffer buffer = new UploadBuffer(budget, size)) {
      return buffer.read(new ByteArrayInputStream(new byte[size]), size);
    }
  }

  private static UploadBudget budget(long bytes) {
    return new UploadBudget(bytes, Duration.ofSeconds(10));
  }

  /** A body that yields some bytes, blocks until it is released, and then yields the rest. */
  private static final class SlowBody extends InputStream {
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final int before;
    private final int size;
    private int given;

    private SlowBody(int before, int size) {
      this.before = before;
      this.size = size;
    }

    private void awaitStalled() throws InterruptedException {
      assertThat(stalled.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (given == before) {
        stalled.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      int end = given < before ? before : size;
      int n = Math.min(length, end - given);
      given += n;
      return n == 0 ? -1 : n;
    }
  }

  private static Reading read(UploadBudget budget, int max, int size, long announced)
      throws IOException {
    try (UploadBuffer buffer = new UploadBuffer(budget, max)) {
      return buffer.read(new ByteArrayInputStream(random(size)), announced);
    } finally {
      assertThat(budget.used()).isZero();
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
