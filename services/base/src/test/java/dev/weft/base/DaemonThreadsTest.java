package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {

  @Test
  void haveNamesAndDoNotHoldTheProcess() throws InterruptedException {
    var ran = new CountDownLatch(1);
    Thread thread = DaemonThreads.start("weft-test", ran::countDown);
    ran.await();
    assertThat(thread.getName()).isEqualTo("weft-test");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(DaemonThreads.named("a", () -> {}).getState()).isEqualTo(Thread.State.NEW);
  }

  @Test
  void ofSeveralEachHasItsNumber() {
    var factory = DaemonThreads.numbered("weft-pool");
    assertThat(factory.newThread(() -> {}).getName()).isEqualTo("weft-pool-0");
    assertThat(factory.newThread(() -> {}).getName()).isEqualTo("weft-pool-1");
    assertThat(DaemonThreads.single("weft-one").newThread(() -> {}).getName())
        .isEqualTo("weft-one");
  }
}
