package dev.weft.gateway.erasures;

import dev.weft.datasets.NamedDatasets;
import dev.weft.events.image.ImageErased;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.erasures.DatasetMembers.Members;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Carries out erasures: removes the object from the store and the label from its topic, then
 * publishes what was removed and which data sets still contain the image. Each step is idempotent,
 * and an erasure is unfinished until all are done, so that an interrupted one is resumed after a
 * restart by the image's owner at that time: at least once. One round at a time.
 *
 * <p>An erasure whose object the store refuses to remove does not delay the others: the reason is
 * published with it, and it is retried with growing delays, at least once in {@link
 * RefusedErasures#LONGEST}.
 */
public final class ErasureWork {

  private final UnfinishedErasures unfinished;
  private final ErasedObjects objects;
  private final DatasetMembers datasets;
  private final ErasedMembers members;
  private final Consumer<String> removeLabel;
  private final EventPublisher publisher;
  private final InstantSource clock;
  private final RefusedErasures refused;
  private final LongAdder done = new LongAdder();

  /** Erasures that this replica has to carry out. */
  @FunctionalInterface
  public interface UnfinishedErasures {

    /** Some of them, of images whose id matches. */
    List<ImageErased> of(Predicate<String> wanted);
  }

  /**
   * @param members marks data sets that were used to train with an erased image
   * @param removeLabel removes an image's label permanently
   */
  public ErasureWork(
      ObjectStore store,
      ImageObjects images,
      NamedDatasets named,
      ErasedMembers members,
      UnfinishedErasures unfinished,
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
    this.refused = new RefusedErasures(clock);
  }

  /**
   * Carries out the unfinished erasures.
   *
   * @return number of completed erasures
   * @throws RuntimeException if the store, the broker or the views are unavailable; the next round
   *     continues
   */
  public int round() {
    Map<String, ImageErased> erasures = new LinkedHashMap<>();
    Map<String, List<String>> removed = new LinkedHashMap<>();
    for (ImageErased erasure : unfinished.of(refused::isDue)) {
      Optional<List<String>> keys = remove(erasure);
      if (keys.isPresent()) {
        erasures.put(erasure.imageId(), erasure);
        removed.put(erasure.imageId(), keys.get());
      }
    }
    if (erasures.isEmpty()) {
      return 0;
    }
    // After the bytes are gone: a training that builds its data set now finds them missing.
    Map<String, Members> kept = datasets.of(erasures.keySet());
    erasures.forEach((id, erasure) -> complete(erasure, removed.get(id), kept.get(id)));
    return erasures.size();
  }

  /** Keys of the objects that were removed; empty if the store refuses. */
  private Optional<List<String>> remove(ImageErased erasure) {
    removeLabel.accept(erasure.imageId());
    try {
      return Optional.of(objects.remove(erasure));
    } catch (StoreRefusedException e) {
      refused.add(erasure.imageId());
      if (erasure.failure() == null || !erasure.failure().detail().equals(e.getMessage())) {
        publisher.publish(erasure.failed(new ImageErased.Failure(now(), e.getMessage())));
      }
      return Optional.empty();
    }
  }

  private void complete(ImageErased erasure, List<String> objects, Members kept) {
    kept.learned().forEach(dataset -> members.add(dataset, erasure.imageId()));
    publisher.publish(
        erasure.completed(
            new ImageErased.Completed(now(), objects, kept.datasets(), kept.named())));
    refused.remove(erasure.imageId());
    done.increment();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Number of erasures that this replica has carried out. */
  public long done() {
    return done.sum();
  }

  /** Erasures whose object the store refused to remove at the last attempt. */
  public int refused() {
    return refused.size();
  }
}
