package dev.weft.gateway.views.streams;

import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Ends the views of a partition's images in the order in which they came: the index has a queue of
 * them, by the time of the first record about each. An image that has a label when its time has
 * come is left out of the queue, and enters it again when the label is taken back. What a round
 * costs grows with what ends in it, never with what is kept.
 */
final class ViewExpiry {

  /** Images that one round looks at, so that it does not hold up what comes in. */
  static final int MOST = 10_000;

  private static final byte[] PRESENT = {1};
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final ViewRetention retention;
  private final KeyValueStore<String, byte[]> views;
  private final KeyValueStore<Bytes, byte[]> index;
  private final LongAdder ended;

  /** Where in the list of all images the search for those of an older release goes on. */
  private Bytes older;

  /**
   * @param ended is told of each image
   */
  ViewExpiry(
      ViewRetention retention,
      KeyValueStore<String, byte[]> views,
      KeyValueStore<Bytes, byte[]> index,
      LongAdder ended) {
    this.retention = retention;
    this.views = views;
    this.index = index;
    this.ended = ended;
    if (index.get(IndexKeys.QUEUED) == null) {
      older = IndexKeys.from(new ImageFilter.All(), null);
      if (olderImages(1).isEmpty()) {
        allAreQueued();
      }
    }
  }

  /** Between two rounds: a tenth of the retention, within bounds. */
  static Duration pause(ViewRetention retention) {
    Duration tenth = retention.images().dividedBy(10);
    if (tenth.compareTo(LONGEST_PAUSE) > 0) {
      return LONGEST_PAUSE;
    }
    return tenth.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : tenth;
  }

  /**
   * An image came, or is without a label from now on.
   *
   * @param millis since 1970; a clock that is ahead keeps no image for longer
   */
  void enter(String imageId, long millis, long now) {
    if (retention.images() != null) {
      index.put(IndexKeys.queued(Math.max(0, Math.min(millis, now)), imageId), PRESENT);
    }
  }

  /**
   * Ends what has had its time.
   *
   * @param now milliseconds since 1970
   */
  void round(long now) {
    enterOlder(now);
    for (Bytes key : dueAt(now - retention.images().toMillis())) {
      String imageId = IndexKeys.position(key).imageId();
      ImageView view = ViewJson.read(views.get(imageId), ImageView.class);
      if (view != null && view.labeled() == null) {
        end(view);
      } else if (view != null && retention.labeled() != null) {
        endLabeled(view, now);
      }
      // Last: a crash before repeats the image, and finds nothing to do.
      index.delete(key);
    }
  }

  /** The label's own time begins with it. */
  private void endLabeled(ImageView view, long now) {
    long over = view.labeled().labeledAt().plus(retention.labeled()).toEpochMilli();
    if (over <= now) {
      end(view);
    } else {
      index.put(IndexKeys.queued(over - retention.images().toMillis(), view.imageId()), PRESENT);
    }
  }

  private void end(ImageView view) {
    IndexKeys.of(view).forEach(index::delete);
    views.delete(view.imageId());
    ended.increment();
  }

  private List<Bytes> dueAt(long cutoff) {
    return cutoff < 0 ? List.of() : keys(IndexKeys.queueFrom(), IndexKeys.queueTo(cutoff), MOST);
  }

  /** Images that a release without the queue has left, by when they were uploaded. */
  private void enterOlder(long now) {
    if (older == null) {
      return;
    }
    List<Bytes> found = olderImages(MOST);
    for (Bytes key : found) {
      ImageView view = ViewJson.read(views.get(IndexKeys.position(key).imageId()), ImageView.class);
      if (view != null) {
        enter(view.imageId(), view.listedAt().toEpochMilli(), now);
      }
    }
    if (found.size() < MOST) {
      allAreQueued();
    } else {
      older = IndexKeys.after(found.get(found.size() - 1));
    }
  }

  private List<Bytes> olderImages(int most) {
    return keys(older, IndexKeys.to(new ImageFilter.All()), most);
  }

  private void allAreQueued() {
    older = null;
    index.put(IndexKeys.QUEUED, PRESENT);
  }

  private List<Bytes> keys(Bytes from, Bytes to, int most) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = index.range(from, to)) {
      while (entries.hasNext() && keys.size() < most) {
        keys.add(entries.next().key);
      }
    }
    return keys;
  }
}
