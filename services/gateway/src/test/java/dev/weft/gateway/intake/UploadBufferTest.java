package dev.weft.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.intake.UploadBuffer.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UploadBufferTest {

  @Test
  void an_upload_comes_back_whole_whether_its_length_was_announced_or_not() throws IOException {
    for (int size : new int[] {1, 65_535, 65_536, 65_537, 300_000}) {
      byte[] bytes = random(size);
      for (long announced : new long[] {-1, size}) {
        UploadBudget budget = new UploadBudget(2_000_000);
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
  void no_bytes_are_an_empty_upload() throws IOException {
    assertThat(read(new UploadBudget(100_000), 100, 0, -1)).isInstanceOf(Reading.Empty.class);
    assertThat(read(new UploadBudget(100_000), 100, 0, 0)).isInstanceOf(Reading.Empty.class);
  }

  @Test
  void one_byte_more_than_allowed_is_too_large() throws IOException {
    assertThat(read(new UploadBudget(1_000_000), 100, 101, -1))
        .isEqualTo(new Reading.TooLarge(100));
    assertThat(read(new UploadBudget(1_000_000), 100_000, 100_001, -1))
        .isEqualTo(new Reading.TooLarge(100_000));
    assertThat(read(new UploadBudget(1_000_000), 100, 101, 101))
        .isEqualTo(new Reading.TooLarge(100));
  }

  @Test
  void an_upload_beyond_the_common_budget_has_to_come_back() throws IOException {
    assertThat(read(new UploadBudget(99), 1_000, 100, 100)).isInstanceOf(Reading.Busy.class);
    assertThat(read(new UploadBudget(100_000), 1_000_000, 90_000, -1))
        .isInstanceOf(Reading.Busy.class);
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
