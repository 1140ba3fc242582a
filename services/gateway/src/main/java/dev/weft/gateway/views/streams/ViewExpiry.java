package dev.weft.gateway.views.streams;

import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.PagePosition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Ends the views of a partition's images in the order in which their time began. The index has a
 * queue of them by that time, and of each image the time at which it stands in the queue; an entry
 * at another time is an old one and counts for nothing. An image that has a label when its time has
 * come leaves the queue, and enters it again when the label is taken back. What a round costs grows
 * with what ends in it, never with what is kept.
 *
 * <p>Views and index have a changelog each, and a process that dies may have written one of them
 * further than the other. So an image enters the queue again with a record that is repeated, and
 * its entry goes only once the end of its view is committed: until then, whoever restores the
 * changelogs finds the entry and ends what is left. Not thread-safe.
 */
final class ViewExpiry {

  /** Between two rounds. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** Records that come between two rounds at most, and so no more images than a round ends. */
  static final int RECORDS = 1_000;

  /** Images that one round looks at: some 50 ms. */
  static final int MOST = 1_000;

  /** After which it is looked again whether an erasure is done whose time is over. */
  private static final Duration AGAIN = Duration.ofHours(1);

  private static final byte[] PRESENT = {1};

  /** What {@link IndexKeys#QUEUED} says: whether images with labels have been queued as well. */
  private static final byte[] WITHOUT_LABELED = {1};

  private static final byte[] WITH_LABELED = {2};

  private final ViewRetention retention;
  private final KeyValueStore<String, byte[]> views;
  private final KeyValueStore<Bytes, byte[]> index;
  private final Runnable commit;
  private final LongAdder ended;
  private final ViewClock clock;

  /** Entries of views that have ended: since the last commit was asked for, and before. */
  private List<Bytes> done = new ArrayList<>();

  private List<Bytes> committed = new ArrayList<>();

  /** No entry before it is due: what lay there was deleted, and is not read over again. */
  private Bytes head = IndexKeys.queueFrom();

  private int records;

  /** Where in the list of all images the search for those outside the queue goes on. */
  private Bytes unqueued;

  /**
   * @param commit asks for what was written so far to be committed
   * @param ended is told of each image
   * @param now milliseconds since 1970, as everywhere here
   */
  ViewExpiry(
      ViewRetention retention,
      KeyValueStore<String, byte[]> views,
      KeyValueStore<Bytes, byte[]> index,
      Runnable commit,
      LongAdder ended,
      long now) {
    this.retention = retention;
    this.views = views;
    this.index = index;
    this.commit = commit;
    this.ended = ended;
    this.clock = new ViewClock(now);
    byte[] queued = index.get(IndexKeys.QUEUED);
    if (!isOn()) {
      if (queued != null) {
        // Who comes now does not enter, and would be missed if views are to end again.
        index.delete(IndexKeys.QUEUED);
      }
    } else if (queued == null || queued[0] < queues()[0]) {
      unqueued = IndexKeys.from(new ImageFilter.All(), null);
    } else if (queued[0] > queues()[0]) {
      index.put(IndexKeys.QUEUED, queues());
    }
  }

  private byte[] queues() {
    return retention.labeled() == null ? WITHOUT_LABELED : WITH_LABELED;
  }

  /** Whether anything ends. */
  boolean isOn() {
    return retention.images() != null;
  }

  /** A record came, before it is merged. */
  void saw(long timestamp, long now) {
    clock.saw(timestamp, now);
    if (isOn() && ++records >= RECORDS) {
      endDue(now);
    }
  }

  /** An image's time begins: it came, or has lost its label. */
  void begin(String imageId, long timestamp, long now) {
    if (isOn()) {
      leave(imageId);
      enter(imageId, clock.begin(timestamp, now, retention.images()));
    }
  }

  /** A record was repeated: what the first one wrote into the queue may be lost. */
  void repeat(String imageId, long timestamp, long now) {
    if (isOn()) {
      Long since = since(imageId);
      enter(imageId, since == null ? clock.begin(timestamp, now, retention.images()) : since);
    }
  }

  /** An image is gone. */
  void leave(String imageId) {
    Long since = since(imageId);
    if (since != null) {
      index.delete(IndexKeys.queued(since, imageId));
      index.delete(IndexKeys.since(imageId));
    }
  }

  /** Ends what has had its time. Called each {@link #PAUSE}. */
  void round(long now) {
    committed.forEach(this::forget);
    committed = done;
    done = new ArrayList<>();
    enterUnqueued(now);
    endDue(now);
    if (!done.isEmpty() || !committed.isEmpty()) {
      commit.run();
    }
  }

  private void endDue(long now) {
    records = 0;
    long time = clock.time(now);
    List<Bytes> due = dueAt(time - retention.images().toMillis());
    for (Bytes key : due) {
      if (standsAt(key)) {
        endOrKeep(key, IndexKeys.position(key).imageId(), time);
      } else {
        index.delete(key);
      }
    }
    if (!due.isEmpty()) {
      head = IndexKeys.after(due.get(due.size() - 1));
    }
  }

  private void endOrKeep(Bytes key, String imageId, long time) {
    ImageView view = ViewJson.read(views.get(imageId), ImageView.class);
    if (view == null && Erasures.of(views, imageId).filter(each -> !each.finished()).isPresent()) {
      // It is remembered until it is carried out.
      leave(imageId);
      enter(imageId, time - retention.images().toMillis() + AGAIN.toMillis());
      return;
    }
    if (view == null || view.labeled() == null) {
      end(key, view);
      return;
    }
    if (retention.labeled() == null) {
      index.delete(key);
      return;
    }
    // The label's own time begins with it.
    long over = view.labeled().labeledAt().plus(retention.labeled()).toEpochMilli();
    if (over <= time) {
      end(key, view);
    } else {
      leave(imageId);
      enter(imageId, over - retention.images().toMillis());
    }
  }

  private void end(Bytes key, ImageView view) {
    if (view != null) {
      IndexKeys.of(view).forEach(index::delete);
      views.delete(view.imageId());
      ended.increment();
    }
    Erasures.delete(views, index, IndexKeys.position(key).imageId());
    done.add(key);
  }

  /** The entry of a view whose end is committed; the image may have come again since. */
  private void forget(Bytes key) {
    String imageId = IndexKeys.position(key).imageId();
    if (!standsAt(key)) {
      index.delete(key);
    } else if (views.get(imageId) == null && Erasures.of(views, imageId).isEmpty()) {
      leave(imageId);
    }
  }

  /** Whether the image stands in the queue there, and not somewhere else by now. */
  private boolean standsAt(Bytes key) {
    PagePosition position = IndexKeys.position(key);
    Long since = since(position.imageId());
    return since != null && since == position.rank();
  }

  private void enter(String imageId, long since) {
    Bytes key = IndexKeys.queued(since, imageId);
    index.put(IndexKeys.since(imageId), ByteBuffer.allocate(Long.BYTES).putLong(since).array());
    index.put(key, PRESENT);
    if (key.compareTo(head) < 0) {
      head = key;
    }
  }

  private Long since(String imageId) {
    byte[] since = index.get(IndexKeys.since(imageId));
    return since == null ? null : ByteBuffer.wrap(since).getLong();
  }

  private List<Bytes> dueAt(long cutoff) {
    return cutoff < 0 ? List.of() : keys(head, IndexKeys.queueTo(cutoff), MOST);
  }

  /**
   * Images that came while nothing ended, or to a release that had no queue, by when they were
   * uploaded; and those with labels, once these are to end.
   */
  private void enterUnqueued(long now) {
    if (unqueued == null) {
      return;
    }
    List<Bytes> found = keys(unqueued, IndexKeys.to(new ImageFilter.All()), MOST);
    for (Bytes key : found) {
      String imageId = IndexKeys.position(key).imageId();
      ImageView view = ViewJson.read(views.get(imageId), ImageView.class);
      if (view != null) {
        Long since = since(imageId);
        long listed = Math.max(0, Math.min(view.listedAt().toEpochMilli(), now));
        enter(imageId, since == null ? listed : since);
      }
    }
    if (found.size() < MOST) {
      enterErasures(now);
      unqueued = null;
      index.put(IndexKeys.QUEUED, queues());
    } else {
      unqueued = IndexKeys.after(found.get(found.size() - 1));
    }
  }

  /** Those that came while nothing ended: a few, of which only the ids are held. */
  private void enterErasures(long now) {
    List<String> imageIds = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> erasures = Erasures.all(views)) {
      erasures.forEachRemaining(each -> imageIds.add(Erasures.imageId(each.key)));
    }
    for (String imageId : imageIds) {
      if (since(imageId) == null) {
        enter(imageId, now);
      }
    }
  }

  private List<Bytes> keys(Bytes from, Bytes to, int most) {
    List<Bytes> keys = new ArrayList<>();
    if (from.compareTo(to) >= 0) {
      return keys;
    }
    try (KeyValueIterator<Bytes, byte[]> entries = index.range(from, to)) {
      while (entries.hasNext() && keys.size() < most) {
        keys.add(entries.next().key);
      }
    }
    return keys;
  }
}
