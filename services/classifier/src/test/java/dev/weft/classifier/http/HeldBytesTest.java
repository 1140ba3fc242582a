package dev.weft.classifier.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldBytesTest {

  @Test
  void whatDoesNotFitIsTurnedAwayAndTakesNothing() {
    var held = new HeldBytes(100);
    assertThat(held.tryReserve(60)).isTrue();
    assertThat(held.tryReserve(41)).isFalse();
    assertThat(held.held()).isEqualTo(60);
    assertThat(held.tryReserve(40)).isTrue();
    held.release(60);
    assertThat(held.tryReserve(60)).isTrue();
    assertThat(held.tryReserve(1)).isFalse();
  }
}
