package dev.weft.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Events in and views out. Each default can stay as it is on one machine. */
@ConfigMapping(prefix = "weft.gateway")
public interface GatewayConfig {

  /** Host under which the other replicas reach this one. */
  @WithDefault("127.0.0.1")
  String advertisedHost();

  /** Port under which the other replicas reach this one; unique on its host. */
  @WithDefault("${quarkus.http.port:8080}")
  int advertisedPort();

  /**
   * Name of the TLS configuration ({@code quarkus.tls.NAME.trust-store...}) by which this replica
   * asks the others over HTTPS, at their advertised hosts; plain HTTP if unset.
   */
  Optional<String> replicaTls();

  /** Uploads. */
  Intake intake();

  /** Image views, materialised from the topics. */
  Views views();

  /** The live feed. */
  Live live();

  /** The comparison of the bucket with the views. */
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

  /** The picture of the whole system. */
  System system();

  /** Uploads. */
  interface Intake {

    /** Largest image; larger ones are a 413. */
    @WithDefault("20M")
    MemorySize maxImageSize();

    /** Memory of all uploads in flight; beyond it clients are asked to come back. */
    @WithDefault("64M")
    MemorySize memory();

    /**
     * How long the body of an upload may take while memory is short: the slowest ones are then
     * answered with a 503, and their memory goes to others.
     */
    @WithDefault("10S")
    Duration slowAfter();

    /** Most files in one multipart request. */
    @WithDefault("1000")
    int maxFiles();

    /** How long the broker may take for an event before the upload is answered with a 503. */
    @WithDefault("5S")
    Duration publishTimeout();

    /** Longest {@code ?wait=}. */
    @WithDefault("60S")
    Duration maxWait();

    /** Most requests that wait for an answer at once; more are answered without waiting. */
    @WithDefault("1000")
    int maxWaiting();
  }

  /** Image views, materialised from the topics. */
  interface Views {

    /** Folder of the state stores; one process at a time. */
    @WithDefault(".weft/gateway-views")
    Path stateDir();

    /** Name of the stream application, the same for all replicas. */
    @WithDefault("weft-gateway")
    String applicationId();

    /** Threads that merge events. */
    @WithDefault("1")
    int threads();

    /** Warm copies of each partition on other replicas. */
    @WithDefault("0")
    int standbys();

    /** Native memory of all state stores together. */
    @WithDefault("64M")
    MemorySize memory();

    /** Silence after which a replica counts as gone and others take its partitions. */
    @WithDefault("6S")
    Duration session();

    /** How long a query waits for a partition that moves before it is answered with a 503. */
    @WithDefault("3S")
    Duration patience();

    /**
     * How long an image without a label is in lists and can be asked for, from the first event
     * about it on, or since it lost its label; zero for ever. Its object, and the events that the
     * topics keep, are not touched. Longer than {@code weft.gateway.reconcile.max-age}.
     */
    @WithDefault("30D")
    Duration retention();

    /**
     * How long a labeled image is, from its label on; as long as the label stands, if unset. Not
     * shorter than that of all images. Trainings keep the label.
     */
    Optional<Duration> labeledRetention();
  }

  /** The live feed. */
  interface Live {

    /** Newest answers kept in memory for subscribers that come back. */
    @WithDefault("4096")
    int ring();

    /** Most event streams that are open at once, of all kinds and callers; more are a 503. */
    @WithDefault("1000")
    int maxStreams();

    /**
     * Most event streams of one key or token, or of one address where none is needed; more are a
     * 429.
     */
    @WithDefault("200")
    int maxStreamsPerCaller();

    /** Most subscribers that may read older answers from Kafka at once. */
    @WithDefault("8")
    int replays();

    /** Silence after which subscribers get a sign of life. */
    @WithDefault("15S")
    Duration heartbeat();
  }

  /** The comparison of the bucket with the views. */
  interface Reconcile {

    /** Time between two rounds; zero for none. */
    @WithDefault("1M")
    Duration interval();

    /** Age below which an object's event may still be on its way. */
    @WithDefault("30S")
    Duration grace();

    /**
     * Age above which an object that no event was seen for is not taken in: it is older than any
     * outage that is to be repaired, or the views have lost it.
     */
    @WithDefault("7D")
    Duration maxAge();

    /** Most events that one round publishes. A round that would publish more is counted. */
    @WithDefault("1000")
    int maxEvents();

    /**
     * Most objects of one round that have no hour in their key: what others put, and uploads of
     * older releases. The next round goes on from there.
     */
    @WithDefault("10000")
    int sweep();

    /** Prefixes that are looked at, of those below which images may lie, or folders below them. */
    @WithDefault("uploads/,images/,labeled/,by-model/")
    List<String> prefixes();
  }

  /** Labels. */
  interface Labels {

    /**
     * Newest classified images that are ranked by what a label of them is worth; an equal share of
     * each partition.
     */
    @WithDefault("5000")
    int considered();

    /** What the queue is mixed of. */
    Mix mix();

    /** How old the number of images of each label may be. */
    @WithDefault("10S")
    Duration countAge();

    /** Newest labels that are remembered, and so counted, some 200 bytes each. */
    @WithDefault("100000")
    int remembered();

    /**
     * Shares of the label queue's places; the rest goes to images that are most worth a label for
     * what versions answered. Where a kind has no more images, the others get its places.
     */
    interface Mix {

      /**
       * Images that are drawn at random, whatever versions answered: their labels say how often
       * live answers are right. With 0 nothing does, and with 1 nothing else is asked.
       */
      @WithDefault("0.2")
      double random();

      /** Images that are unlike those that their version learned from. */
      @WithDefault("0.1")
      double unlike();

      /** Images whose label is doubted by a training's report. */
      @WithDefault("0.1")
      double doubtful();
    }
  }

  /** Named data sets. */
  interface Datasets {

    /** Most images that one may have; making it holds them in memory, some 600 bytes each. */
    @WithDefault("100000")
    int maxImages();
  }

  /** Trainings. */
  interface Trainings {

    /**
     * New labels that start a training, to be shown beside those there are; 0 if none do. Best what
     * the trainer has: in one process with it its own setting is the default.
     */
    @WithDefault("${weft.trainer.trigger.labels:0}")
    int newLabels();

    /** The model that is trained where a request names none. */
    @WithDefault("clothing")
    String model();

    /** Newest trainings that are shown. */
    @WithDefault("200")
    int kept();
  }

  /** Explanations. */
  interface Explanations {

    /**
     * Most model versions that are held in memory to be explained, some 170 MB each; 0 for no
     * explanations.
     */
    @WithDefault("1")
    int versions();

    /** How long nobody asks for an explanation before the versions are closed. */
    @WithDefault("5M")
    Duration idle();

    /** Most requests that wait while one is answered; more are asked to come back. */
    @WithDefault("4")
    int waiting();

    /** Threads of the engine; 0 for as many as there are cores. */
    @WithDefault("1")
    int threads();

    /** Directory for model files, which only this process writes to. */
    @WithDefault(".weft/gateway-models")
    Path modelCache();

    /** The largest file that is explained; best what the classifier takes. */
    @WithDefault("20M")
    MemorySize maxImage();

    /** The most pixels that are decoded; best what the classifier takes. */
    @WithDefault("100000000")
    long maxPixels();
  }

  /** Erasures. */
  interface Erasures {

    /** The gateways' consumer group for bucket notifications about removed objects. */
    @WithDefault("weft-gateway-removals")
    String groupId();

    /** How often a gateway looks for erasures that it is to carry out, or to try again. */
    @WithDefault("1S")
    Duration interval();
  }

  /** Previews. */
  interface Previews {

    /** How many are made at once; each holds one file and one picture in memory. */
    @WithDefault("2")
    int atOnce();

    /** Most requests that wait while those are made; more are asked to come back. */
    @WithDefault("64")
    int waiting();

    /** The largest file that is drawn; best what the classifier takes. */
    @WithDefault("20M")
    MemorySize maxImage();

    /** The most pixels that are decoded; best what the classifier takes. */
    @WithDefault("100000000")
    long maxPixels();
  }

  /** Rollouts. */
  interface Rollouts {

    /** How long an order's answer is waited for before the request is answered with a 202. */
    @WithName("wait")
    @WithDefault("10S")
    Duration patience();

    /** Newest orders whose answers are remembered, so that none is given twice. */
    @WithDefault("1000")
    int orders();

    /** Silence after which a classifier's replica is shown as gone. */
    @WithDefault("15S")
    Duration replicaTimeout();

    /** How far back a starting gateway reads measurements. */
    @WithDefault("P1D")
    Duration back();

    /**
     * Newest measured windows that are kept, of all models, versions, roles and partitions; each
     * takes mostly less than 1 KiB, and up to 6 where thousands of images are in one.
     */
    @WithDefault("10000")
    int windows();
  }

  /** The picture of the whole system. */
  interface System {

    /** How old what is asked of the broker and the store may be. */
    @WithDefault("5S")
    Duration age();

    /** The classifiers' consumer group, of which the lag is shown. */
    @WithDefault("${weft.classifier.group-id:weft-classifier}")
    String classifierGroup();

    /** The trainers' consumer group, likewise. */
    @WithDefault("${weft.trainer.group-id:weft-trainer}")
    String trainerGroup();

    /** The rollout services' consumer group, likewise. */
    @WithDefault("${weft.rollout.group-id:weft-rollout}")
    String rolloutGroup();
  }
}
