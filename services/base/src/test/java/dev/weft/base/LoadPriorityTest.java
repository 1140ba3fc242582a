package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadPriorityTest {

  private static final int NICE_FIELD_AFTER_NAME = 16;

  @ParameterizedTest
  @EnumSource
  void workIsDoneWhenItReturns(LoadPriority priority) {
    assertThat(
            priority.call(
                () -> priority.stream(List.of(1, 2, 3)).mapToInt(Integer::intValue).sum()))
        .isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheWorkThrowsIsThrown(LoadPriority priority) {
    var failure = new IllegalStateException("no memory");
    assertThatThrownBy(
            () ->
                priority.run(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    var error = new NoClassDefFoundError("gone");
    assertThatThrownBy(
            () ->
                priority.run(
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @Test
  @EnabledOnOs(LINUX)
  void gentleWorkStandsBackAndTheCallerDoesNot() {
    int before = nice();
    assertThat(LoadPriority.BACKGROUND.call(LoadPriorityTest::nice))
        .isEqualTo(Math.min(19, Math.max(before, 10)));
    assertThat(nice()).isEqualTo(before);
  }

  /** The calling thread's nice value, see proc_pid_stat(5). */
  private static int nice() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Integer.parseInt(fields[NICE_FIELD_AFTER_NAME]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
