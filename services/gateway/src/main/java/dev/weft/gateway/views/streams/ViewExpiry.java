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
 * Expires the views of a partition's images in the order in which their retention began. The index
 * has a queue by that time, and for each image its time in the queue; queue entries with another
 * time are stale and ignored. An image that has a label when it is due leaves the queue, and enters
 * it again when the label is removed. The cost of a round depends on the number of expired images,
 * not on the number of kept ones.
 *
 * <p>Views and index have separate changelogs, and a process that dies may have written one further
 * than the other. Therefore an image enters the queue again when a record is repeated, and its
 * entry is only deleted once the deletion of its view is committed: until then, a process that
 * restores the changelogs finds the entry and deletes what is left. Not thread-safe.
 */
final class ViewExpiry {

  /** Interval between two rounds. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * Maximum number of records between two rounds, so that no more images are added than a round can
   * expire.
   */
  static final int RECORDS = 1_000;

  /** Number of images processed per round: some 50 ms. */
  static final int MOST = 1_000;

  /** Interval at which an unfinished erasure that is due is checked again. */
  private static final Duration AGAIN = Duration.ofHours(1);

  private static final byte[] PRESENT = {1};

  /** Value of {@link IndexKeys#QUEUED} if labeled images have not been queued. */
  private static final byte[] WITHOUT_LABELED = {1};

  private static final byte[] WITH_LABELED = {2};

  private final ViewRetention retention;
  private final KeyValueStore<String, byte[]> views;
  private final KeyValueStore<Bytes, byte[]> index;
  private final Runnable commit;
  private final LongAdder ended;
  private final ViewClock clock;

  /** Entries of expired views: since the last commit was requested, and before. */
  private List<Bytes> done = new ArrayList<>();

  private List<Bytes> committed = new ArrayList<>();

  /** No entries before this key; skips the tombstones of deleted entries. */
  private Bytes head = IndexKeys.queueFrom();

  private int records;

  /** Where the search for images outside of the queue continues in the list of all images. */
  private Bytes unqueued;

  /**
   * @param commit requests a commit of everything written so far
   * @param ended receives each expired image
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
        // Images that arrive now do not enter the queue, and would be missing when expiry is
        // enabled again.
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

  /** Whether anything expires. */
  boolean isOn() {
    return retention.images() != null;
  }

  /** Observes a record, before it is merged. */
  void saw(long timestamp, long now) {
    clock.saw(timestamp, now);
    if (isOn() && ++records >= RECORDS) {
      endDue(now);
    }
  }

  /** Starts an image's retention: it arrived, or has lost its label. */
  void begin(String imageId, long timestamp, long now) {
    if (isOn()) {
      leave(imageId);
      enter(imageId, clock.begin(timestamp, now, retention.images()));
    }
  }

  /** Handles a repeated record: the queue entry of the first one may have been lost. */
  void repeat(String imageId, long timestamp, long now) {
    if (isOn()) {
      Long since = since(imageId);
      enter(imageId, since == null ? clock.begin(timestamp, now, retention.images()) : since);
    }
  }

  /** Removes an image from the queue. */
  void leave(String imageId) {
    Long since = since(imageId);
    if (since != null) {
      index.delete(IndexKeys.queued(since, imageId));
      index.delete(IndexKeys.since(imageId));
    }
  }

  /** Expires images that are due. Called every {@link #PAUSE}. */
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
      if (isCurrent(key)) {
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
      // Remembered until it is carried out.
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
    // The retention of labeled images starts with the label.
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

  /**
   * Deletes the entry of a view whose deletion is committed; the image may have been added again
   * since.
   */
  private void forget(Bytes key) {
    String imageId = IndexKeys.position(key).imageId();
    if (!isCurrent(key)) {
      index.delete(key);
    } else if (views.get(imageId) == null && Erasures.of(views, imageId).isEmpty()) {
      leave(imageId);
    }
  }

  /** Whether the entry is the image's current one. */
  private boolean isCurrent(Bytes key) {
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
   * Queues, by upload time, images that arrived while expiry was disabled, or in a release without
   * a queue; and labeled ones, once these expire.
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

  /**
   * Queues erasures that arrived while expiry was disabled. They are few, and only their ids are in
   * memory.
   */
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
