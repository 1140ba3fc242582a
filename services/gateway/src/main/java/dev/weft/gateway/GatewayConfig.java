package dev.weft.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of the gateway. The defaults suit a single machine. */
@ConfigMapping(prefix = "weft.gateway")
public interface GatewayConfig {

  /** Host name at which other replicas reach this one. */
  @WithDefault("127.0.0.1")
  String advertisedHost();

  /** Port at which other replicas reach this one; unique on its host. */
  @WithDefault("${quarkus.http.port:8080}")
  int advertisedPort();

  /**
   * Name of the TLS configuration ({@code quarkus.tls.NAME.trust-store...}) with which this replica
   * sends requests to the others over HTTPS, at their advertised hosts; plain HTTP if unset.
   */
  Optional<String> replicaTls();

  /** Uploads. */
  Intake intake();

  /** Image views, materialized from the topics. */
  Views views();

  /** The live feed. */
  Live live();

  /** Reconciliation of the bucket with the views. */
  Reconcile reconcile();

  /** Labels. */
  Labels labels();

  /** Named data sets. */
  Datasets datasets();

  /** Trainings. */
  Trainings trainings();

  /** Explanations. */
  Explanations explanations();

  /** Previews. */
  Previews previews();

  /** Erasures. */
  Erasures erasures();

  /** Rollouts. */
  Rollouts rollouts();

  /** Status of the whole system. */
  System system();

  /** Uploads. */
  interface Intake {

    /** Maximum size of an image; larger ones get status 413. */
    @WithDefault("20M")
    MemorySize maxImageSize();

    /** Memory for all uploads in flight; further ones get status 503. */
    @WithDefault("64M")
    MemorySize memory();

    /**
     * How long an upload's body may take while memory is short: slower uploads then get status 503,
     * and their memory is given to others.
     */
    @WithDefault("10S")
    Duration slowAfter();

    /** Maximum number of files in one multipart request. */
    @WithDefault("1000")
    int maxFiles();

    /** How long to wait for the broker's acknowledgment before an upload gets status 503. */
    @WithDefault("5S")
    Duration publishTimeout();

    /** Longest {@code ?wait=}. */
    @WithDefault("60S")
    Duration maxWait();

    /** Maximum number of requests that wait for an answer; further ones do not wait. */
    @WithDefault("1000")
    int maxWaiting();
  }

  /** Image views, materialized from the topics. */
  interface Views {

    /** Directory of the state stores; only one process may use it at a time. */
    @WithDefault(".weft/gateway-views")
    Path stateDir();

    /** Application id of the Kafka Streams application, the same for all replicas. */
    @WithDefault("weft-gateway")
    String applicationId();

    /** Number of stream threads. */
    @WithDefault("1")
    int threads();

    /** Number of standby replicas of each partition's state. */
    @WithDefault("0")
    int standbys();

    /** Native memory of all state stores together. */
    @WithDefault("64M")
    MemorySize memory();

    /**
     * Session timeout: a replica that is silent for this long is considered gone, and its
     * partitions are assigned to others.
     */
    @WithDefault("6S")
    Duration session();

    /** How long a query waits for a partition that is being moved before it gets status 503. */
    @WithName("patience")
    @WithDefault("3S")
    Duration timeout();

    /**
     * How long an image without a label is kept in the views, from its first event on, or from when
     * its label was removed; zero for no limit. Does not affect its object or the events in the
     * topics. Must be longer than {@code weft.gateway.reconcile.max-age}.
     */
    @WithDefault("30D")
    Duration retention();

    /**
     * How long a labeled image is kept in the views, from its label on; if unset, as long as it has
     * the label. Must not be shorter than the retention of all images. Trainings still read the
     * label afterwards.
     */
    Optional<Duration> labeledRetention();
  }

  /** The live feed. */
  interface Live {

    /** Number of recent answers kept in memory for subscribers that reconnect. */
    @WithDefault("4096")
    int ring();

    /** Maximum number of open event streams in total; further ones get status 503. */
    @WithDefault("1000")
    int maxStreams();

    /**
     * Maximum number of open event streams of one key or token, or of one address if none is
     * required; further ones get status 429.
     */
    @WithDefault("200")
    int maxStreamsPerCaller();

    /** Maximum number of subscribers that may read older answers from Kafka at once. */
    @WithDefault("8")
    int replays();

    /** Silence after which a heartbeat is sent to subscribers. */
    @WithDefault("15S")
    Duration heartbeat();
  }

  /** Reconciliation of the bucket with the views. */
  interface Reconcile {

    /**
     * Interval between two rounds; zero disables them. After a round that took longer than a tenth
     * of it, the next one starts after ten times that duration, at most after ten intervals, unless
     * the round reached the maximum number of events.
     */
    @WithDefault("1M")
    Duration interval();

    /** Minimum age of an object to be repaired; the event of a younger one may be on its way. */
    @WithDefault("30S")
    Duration grace();

    /**
     * Maximum age of an object to be repaired: an older one without an event either predates any
     * outage that is to be repaired, or the views have lost it.
     */
    @WithDefault("7D")
    Duration maxAge();

    /** Maximum number of events published per round. A round that reaches it is counted. */
    @WithDefault("1000")
    int maxEvents();

    /**
     * Maximum number of objects per round whose keys contain no hour: those that other programs
     * uploaded, and uploads of older releases. The next round continues from there.
     */
    @WithDefault("10000")
    int sweep();

    /** Prefixes to reconcile: those under which images may be stored, or folders below them. */
    @WithDefault("uploads/,images/,labeled/,by-model/")
    List<String> prefixes();
  }

  /** Labels. */
  interface Labels {

    /** Number of recent classified images to rank for labeling, spread equally over partitions. */
    @WithDefault("5000")
    int considered();

    /** Composition of the label queue. */
    Mix mix();

    /** Maximum age of the cached number of images per label. */
    @WithDefault("10S")
    Duration countAge();

    /** Number of recent labels that are remembered, and so counted, at some 200 bytes each. */
    @WithDefault("100000")
    int remembered();

    /**
     * Shares of the label queue; the rest goes to images that are most worth labeling by their
     * versions' answers. If there are not enough images of a kind, the others get its places.
     */
    interface Mix {

      /**
       * Share of images drawn at random, whose labels measure the accuracy of live answers; with 0
       * nothing measures it, with 1 the queue contains no other images.
       */
      @WithDefault("0.2")
      double random();

      /** Share of images that differ from the training images of their version. */
      @WithDefault("0.1")
      double unlike();

      /** Share of images whose label is doubted by a training's report. */
      @WithDefault("0.1")
      double doubtful();
    }
  }

  /** Named data sets. */
  interface Datasets {

    /** Maximum number of images; creating a data set takes some 600 bytes of memory for each. */
    @WithDefault("100000")
    int maxImages();
  }

  /** Trainings. */
  interface Trainings {

    /**
     * Number of new labels that start a training, shown beside the number there are; 0 if none do.
     * Should equal the trainer's setting, which is the default if both run in one process.
     */
    @WithDefault("${weft.trainer.trigger.labels:0}")
    int newLabels();

    /** The model that is trained if a request names none. */
    @WithDefault("clothing")
    String model();

    /** Number of recent trainings that are shown. */
    @WithDefault("200")
    int kept();
  }

  /** Explanations. */
  interface Explanations {

    /** Maximum number of versions in memory, at some 170 MB each; 0 disables explanations. */
    @WithDefault("1")
    int versions();

    /** Time without explanations after which the versions are closed. */
    @WithDefault("5M")
    Duration idle();

    /** Maximum number of waiting requests; further ones get status 503. */
    @WithDefault("4")
    int waiting();

    /** Threads of the engine; 0 for the number of cores. */
    @WithDefault("1")
    int threads();

    /** Directory for model files, which only this process writes to. */
    @WithDefault(".weft/gateway-models")
    Path modelCache();

    /** Maximum file size; should equal the classifier's setting. */
    @WithDefault("20M")
    MemorySize maxImage();

    /** Maximum number of pixels; should equal the classifier's setting. */
    @WithDefault("100000000")
    long maxPixels();
  }

  /** Erasures. */
  interface Erasures {

    /** The gateways' consumer group for bucket notifications about removed objects. */
    @WithDefault("weft-gateway-removals")
    String groupId();

    /** How often a gateway looks for erasures to carry out or to retry. */
    @WithDefault("1S")
    Duration interval();
  }

  /** Previews. */
  interface Previews {

    /** Number of previews made concurrently; each holds one file and one picture in memory. */
    @WithDefault("2")
    int atOnce();

    /** Maximum number of waiting requests; further ones get status 503. */
    @WithDefault("64")
    int waiting();

    /** Maximum file size; should equal the classifier's setting. */
    @WithDefault("20M")
    MemorySize maxImage();

    /** Maximum number of pixels; should equal the classifier's setting. */
    @WithDefault("100000000")
    long maxPixels();
  }

  /** Rollouts. */
  interface Rollouts {

    /** How long a request waits for the answer to its order before it gets status 202. */
    @WithName("wait")
    @WithDefault("10S")
    Duration timeout();

    /**
     * Number of recent orders whose answers are remembered, so that a repeated order is not
     * published again.
     */
    @WithDefault("1000")
    int orders();

    /** Silence after which a classifier replica is shown as gone. */
    @WithDefault("15S")
    Duration replicaTimeout();

    /** How far back measurements are read at the start. */
    @WithDefault("P1D")
    Duration back();

    /**
     * Number of recent measured windows kept in memory, over all models, versions, roles and
     * partitions. Each usually takes less than 1 KiB, and up to 6 KiB if it has thousands of
     * images.
     */
    @WithDefault("10000")
    int windows();
  }

  /** Status of the whole system. */
  interface System {

    /** Maximum age of cached responses of the broker and the store. */
    @WithDefault("5S")
    Duration age();

    /** The classifiers' consumer group, whose lag is shown. */
    @WithDefault("${weft.classifier.group-id:weft-classifier}")
    String classifierGroup();

    /** The trainers' consumer group, whose lag is shown. */
    @WithDefault("${weft.trainer.group-id:weft-trainer}")
    String trainerGroup();

    /** The rollout services' consumer group, whose lag is shown. */
    @WithDefault("${weft.rollout.group-id:weft-rollout}")
    String rolloutGroup();
  }
}
