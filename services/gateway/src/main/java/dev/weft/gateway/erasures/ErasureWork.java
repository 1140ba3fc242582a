package dev.weft.gateway.erasures;

import dev.weft.datasets.NamedDatasets;
import dev.weft.events.image.ImageErased;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.erasures.DatasetMembers.Members;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.objectstore.ObjectStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries erasures out: the object goes from the store, the label from its topic; then it is
 * published what went, and what keeps the image. Each step may be repeated, and an erasure is
 * unfinished until all of them are done, so that one that is interrupted goes on after a restart,
 * on whatever replica owns the image then: at least once. One round at a time.
 */
public final class ErasureWork {

  private final Supplier<List<ImageErased>> unfinished;
  private final ErasedObjects objects;
  private final DatasetMembers datasets;
  private final ErasedMembers members;
  private final Consumer<String> removeLabel;
  private final EventPublisher publisher;
  private final InstantSource clock;
  private final LongAdder done = new LongAdder();

  /**
   * @param unfinished erasures that this replica is to carry out; a few at a time
   * @param members where it is written down that a data set learned from an erased image
   * @param removeLabel takes an image's label back, for good
   */
  public ErasureWork(
      ObjectStore store,
      ImageObjects images,
      NamedDatasets named,
      ErasedMembers members,
      Supplier<List<ImageErased>> unfinished,
      Consumer<String> removeLabel,
      EventPublisher publisher,
      InstantSource clock) {
    this.objects = new ErasedObjects(store, images);
    this.datasets = new DatasetMembers(store, images.bucket(), named);
    this.members = members;
    this.unfinished = unfinished;
    this.removeLabel = removeLabel;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * Carries out what is unfinished now.
   *
   * @return how many erasures are done
   * @throws RuntimeException if the store, the broker or the views are away; the next round goes on
   */
  public int round() {
    Map<String, ImageErased> erasures = new LinkedHashMap<>();
    Map<String, List<String>> removed = new LinkedHashMap<>();
    for (ImageErased erasure : unfinished.get()) {
      erasures.put(erasure.imageId(), erasure);
      removed.put(erasure.imageId(), new ArrayList<>(objects.remove(erasure)));
      removeLabel.accept(erasure.imageId());
    }
    if (erasures.isEmpty()) {
      return 0;
    }
    // After the bytes are gone: a training that builds its data set now finds them missing.
    Map<String, Members> kept = datasets.of(erasures.keySet());
    erasures.forEach(
        (id, erasure) -> {
          Members by = kept.get(id);
          by.learned().forEach(dataset -> members.add(dataset, id));
          publisher.publish(
              erasure.completed(
                  new ImageErased.Completed(
                      clock.instant().truncatedTo(ChronoUnit.MILLIS),
                      removed.get(id),
                      by.datasets(),
                      by.named())));
          done.increment();
        });
    return erasures.size();
  }

  /** Erasures so far that this replica has carried out. */
  public long done() {
    return done.sum();
  }
}
