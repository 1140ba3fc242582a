package dev.weft.gateway.views.streams;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Whether the views of this replica contain all records of the topics. */
public sealed interface ViewState {

  /**
   * They do, except for the most recent records.
   *
   * @param asOf they contain all uploads that were published before this moment; {@link
   *     Instant#MIN} if that is not known yet
   */
  record Whole(Instant asOf) implements ViewState {
    @Override
    public <R> R fold(
        Function<Whole, R> whole, Function<Behind, R> behind, Function<Incomplete, R> incomplete) {
      return whole.apply(this);
    }
  }

  /**
   * They lag, and will when they have caught up.
   *
   * @param records lag of the partition that is furthest behind
   */
  record Behind(long records) implements ViewState {
    @Override
    public <R> R fold(
        Function<Whole, R> whole, Function<Behind, R> behind, Function<Incomplete, R> incomplete) {
      return behind.apply(this);
    }
  }

  /**
   * They lack records before the group's offsets, since their changelogs were lost.
   *
   * @param gaps the missing records, for people; at least one
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

  /** Applies the function of the case. */
  <R> R fold(
      Function<Whole, R> whole, Function<Behind, R> behind, Function<Incomplete, R> incomplete);
}
