package dev.weft.gateway.views.streams;

import java.util.List;
import java.util.function.Function;

/** Whether the views of this replica hold all that the topics say. */
public sealed interface ViewState {

  /** They do, but for the records of the last moment. */
  record Whole() implements ViewState {
    @Override
    public <R> R fold(
        Function<Whole, R> whole, Function<Behind, R> behind, Function<Incomplete, R> incomplete) {
      return whole.apply(this);
    }
  }

  /**
   * They will, when they have caught up.
   *
   * @param records that wait in the partition that is furthest behind
   */
  record Behind(long records) implements ViewState {
    @Override
    public <R> R fold(
        Function<Whole, R> whole, Function<Behind, R> behind, Function<Incomplete, R> incomplete) {
      return behind.apply(this);
    }
  }

  /**
   * They have passed records that they do not hold: their changelogs were lost.
   *
   * @param gaps what they miss, for people; at least one
   */
  record Incomplete(List<String> gaps) implements ViewState {
    public Incomplete {
      gaps = List.copyOf(gaps);
    }

    @Override
    public <R> R fold(
        Function<Whole, R> whole, Function<Behind, R> behind, Function<Incomplete, R> incomplete) {
      return incomplete.apply(this);
    }
  }

  /** What each case comes to. */
  <R> R fold(
      Function<Whole, R> whole, Function<Behind, R> behind, Function<Incomplete, R> incomplete);
}
