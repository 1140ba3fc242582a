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
 * Starts broker and store in parallel with each other and with the services, which wait here until
 * they are available. External ones are not started.
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
    // The starter model can be prepared before the store is available if it is known to be missing.
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
    // Whether its own store and broker are new can be seen from the disk.
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
   * Waits until broker and bucket are available.
   *
   * @param kafka client configuration, in case the broker has to be queried
   */
  void await(Map<String, Object> kafka) {
    history.askAt(kafka);
    join(broker);
    join(bucket);
  }

  /**
   * Throws the exception that prevented the starter model from being published, if any; does not
   * wait.
   */
  void requireSound() {
    if (starter.isCompletedExceptionally()) {
      join(starter);
    }
  }

  /** Stops what was started: first the store, which nothing needs any more, then the broker. */
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
      // It did not start, which was reported already, or ends with the process.
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
