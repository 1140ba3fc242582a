package dev.weft.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.bench.measure.Quantiles;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

  @Test
  void withoutCompanyAnImageTakesItsOwnTime() {
    BatchQueue queue = new BatchQueue(30, 100, 80, 4);

    Quantiles took = queue.simulate(0.01, 1000, 1);

    assertThat(took.p50()).isEqualTo(130, within(1e-6));
  }

  @Test
  void oneAtATimeWaitsAsTheFormulaOfPollaczekAndKhinchineSays() {
    BatchQueue queue = new BatchQueue(0, 100, 0, 1);
    double load = 0.7;

    double[] each = new double[1000];
    Quantiles took = queue.simulate(10 * load, 400_000, 2);
    for (int i = 0; i < each.length; i++) {
      each[i] = took.at((i + 0.5) / each.length);
    }
    double mean = java.util.Arrays.stream(each).average().orElseThrow();

    assertThat(mean).isEqualTo(100 + 100 * load / (2 * (1 - load)), within(5.0));
  }

  @Test
  void itIsMadeOfWhatWasMeasured() {
    BatchQueue queue = BatchQueue.of(150, 110, 10, 4);

    assertThat(queue.fixedMillis()).isEqualTo(40);
    assertThat(queue.firstMillis()).isEqualTo(110);
    assertThat(queue.capacity()).isEqualTo(10, within(1e-9));
    assertThat(BatchQueue.of(150, 110, 8, 1).capacity()).isEqualTo(8, within(1e-9));
  }

  @Test
  void moreLoadTakesLonger() {
    BatchQueue queue = new BatchQueue(30, 100, 80, 4);

    double before = 0;
    for (double share : new double[] {0.3, 0.5, 0.7, 0.9}) {
      double now = queue.simulate(share * queue.capacity(), 20_000, 3).p99();
      assertThat(now).isGreaterThan(before);
      before = now;
    }
  }
}
