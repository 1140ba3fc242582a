package dev.weft.standalone;

import dev.weft.base.DaemonThreads;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Broker and store, started at the same time as each other and as the services, which wait here
 * before they need them. External ones are there already.
 */
final class EmbeddedBackends implements AutoCloseable {
  private final CompletableFuture<EmbeddedBroker> broker;
  private final CompletableFuture<EmbeddedStore> store;
  private final CompletableFuture<Void> bucket;
  private final CompletableFuture<Void> starter;
  private final TopicHistory history;

  private EmbeddedBackends(
      CompletableFuture<EmbeddedBroker> broker,
      CompletableFuture<EmbeddedStore> store,
      CompletableFuture<Void> bucket,
      CompletableFuture<Void> starter,
      TopicHistory history) {
    this.broker = broker;
    this.store = store;
    this.bucket = bucket;
    this.starter = starter;
    this.history = history;
  }

  static EmbeddedBackends start(StandaloneAddresses place, DataDirectory data) {
    Executor threads = work -> DaemonThreads.start("weft-start", work);
    // What is known to be missing need not wait until it can be put somewhere.
    boolean isFirstStart = place.hasOwnStore() && Files.notExists(data.s3());
    CompletableFuture<Starter.Draft> draft =
        isFirstStart
            ? start(() -> Starter.Draft.make(data.models()), threads)
            : CompletableFuture.completedFuture(null);
    CompletableFuture<EmbeddedBroker> broker =
        !place.hasOwnBroker()
            ? CompletableFuture.completedFuture(null)
            : start(() -> EmbeddedBroker.start(data.kafka(), place.kafkaPort()), threads);
    CompletableFuture<EmbeddedStore> store =
        !place.hasOwnStore()
            ? CompletableFuture.completedFuture(null)
            : start(
                () ->
                    EmbeddedStore.start(
                        data.s3(),
                        place.s3Port(),
                        place.keys().accessKey(),
                        place.keys().secretKey()),
                threads);
    TopicHistory history = new TopicHistory();
    // Of its own store and broker it is seen on the disk that they are new.
    boolean isNew =
        place.isNewStore() || isFirstStart && place.hasOwnBroker() && Files.notExists(data.kafka());
    Starter starts = new Starter(place, isNew ? Optional.empty() : Optional.of(history));
    var bucket = store.thenRunAsync(starts::ensureBucket, threads);
    var starter =
        draft.thenAcceptBothAsync(
            bucket, (drafted, there) -> starts.publishIfNone(data.models(), drafted), threads);
    return new EmbeddedBackends(broker, store, bucket, starter, history);
  }

  /**
   * Waits until broker and bucket are there.
   *
   * @param kafka how the broker is reached, should it have to be asked
   */
  void await(Map<String, Object> kafka) {
    history.askAt(kafka);
    join(broker);
    join(bucket);
  }

  /** Throws what kept the starter model from being published; does not wait. */
  void requireSound() {
    if (starter.isCompletedExceptionally()) {
      join(starter);
    }
  }

  /** Stops what was started: the store first, which nobody needs then, and then the broker. */
  @Override
  public void close() {
    close(store);
    close(broker);
  }

  private static <T> CompletableFuture<T> start(Supplier<T> server, Executor threads) {
    return CompletableFuture.supplyAsync(server, threads);
  }

  private static void close(CompletableFuture<? extends AutoCloseable> server) {
    try {
      AutoCloseable started = server.join();
      if (started != null) {
        started.close();
      }
    } catch (Exception e) {
      // It did not start, which was said, or is going away with the process.
      System.getLogger("dev.weft.standalone").log(System.Logger.Level.DEBUG, "not closed", e);
    }
  }

  private static void join(CompletableFuture<?> future) {
    try {
      future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
