package dev.weft.rollout.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The cells of a partition. The set of cells that changed since they were last reported is part of
 * the state: a change whose report was prevented by a crash is reported by the next owner.
 */
final class WindowStatsStore {

  private static final byte[] PRESENT = {1};

  private final WindowStore<String, byte[]> store;
  private final KeyValueStore<String, byte[]> unreported;
  private final Map<PartitionWindow, WindowStats> recent = new Recent();

  WindowStatsStore(WindowStore<String, byte[]> store, KeyValueStore<String, byte[]> unreported) {
    this.store = store;
    this.unreported = unreported;
  }

  /** Updates a cell, or creates it. */
  void change(PartitionWindow cell, UnaryOperator<WindowStats> change) {
    WindowStats before = read(cell);
    put(cell, change.apply(before == null ? WindowStats.NONE : before));
  }

  /**
   * Updates a cell if it exists: an expired cell must not be recreated with a part of its counts.
   */
  void amend(PartitionWindow cell, UnaryOperator<WindowStats> change) {
    WindowStats before = read(cell);
    if (before != null) {
      put(cell, change.apply(before));
    }
  }

  /**
   * Reports changed cells and marks them as reported.
   *
   * @param most largest number of cells to report
   */
  void report(int most, BiConsumer<PartitionWindow, WindowStats> reader) {
    for (PartitionWindow cell : changed(most)) {
      WindowStats counts = read(cell);
      if (counts != null) {
        reader.accept(cell, counts);
      }
      unreported.delete(cell.key());
    }
  }

  private List<PartitionWindow> changed(int most) {
    List<PartitionWindow> cells = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> keys = unreported.all()) {
      while (keys.hasNext() && cells.size() < most) {
        cells.add(PartitionWindow.ofKey(keys.next().key));
      }
    }
    return cells;
  }

  private WindowStats read(PartitionWindow cell) {
    WindowStats known = recent.get(cell);
    return known != null
        ? known
        : StoreJson.read(store.fetch(cell.row(), cell.window()), WindowStats.class);
  }

  private void put(PartitionWindow cell, WindowStats counts) {
    recent.put(cell, counts);
    store.put(cell.row(), StoreJson.write(counts), cell.window());
    unreported.put(cell.key(), PRESENT);
  }

  /**
   * Cache of parsed cells, so that those which change with every image are not parsed each time.
   */
  private static final class Recent extends LinkedHashMap<PartitionWindow, WindowStats> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 32;

    Recent() {
      super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<PartitionWindow, WindowStats> eldest) {
      return size() > MOST;
    }
  }
}
