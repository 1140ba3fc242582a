package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.client.image.Image;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingState;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.Ports;
import dev.weft.events.catalog.Topics;
import dev.weft.events.object.ObjectImageId;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.testsupport.garments.Garments;
import dev.weft.testsupport.stores.AdministratorClient;
import dev.weft.testsupport.stores.StoreProgram;
import dev.weft.testsupport.stores.StoreServer;
import io.minio.CopyObjectArgs;
import io.minio.CopySource;
import io.minio.MinioClient;
import io.minio.ObjectWriteArgs;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests with object stores of other vendors, from the upload of an object by another program to a
 * version that serves. versitygw sends notifications of its objects. SeaweedFS has its own message
 * format, so that its objects are found by listing the bucket.
 */
class OtherStoresST {
  private static final String BUCKET = "weft";
  private static final int EACH = 12;

  /** A key whose characters stores encode differently in notifications and URLs. */
  private static final String AWKWARD = "images/a b+c%20d/ü & (1)=~'.jpg";

  /** Labels, and the garments that are drawn for them. */
  private static final Map<String, String> LABELS = Map.of("hat", "hat", "t+shirt", "shirt");

  private static final Garments GARMENTS = Garments.seeded(5);

  @TempDir Path folder;
  private ObjectStore store;
  private WeftProcess weft;
  private TrainingApi api;

  @ParameterizedTest
  @EnumSource(StoreProgram.class)
  void whatAProgramPutsThereIsAnsweredLabeledLearnedAndServed(StoreProgram kind) throws Exception {
    assumeTrue(kind.find().isPresent(), kind::missing);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), Ports.free());
        StoreServer server = start(kind, broker);
        ObjectStore client =
            new S3ObjectStore(
                StoreSettings.of(
                    server.endpoint(), StoreServer.ACCESS_KEY, StoreServer.SECRET_KEY))) {
      store = client;
      SmallModels.putStarterAndBase(store, folder.resolve("weft"));
      try (WeftProcess started = start(kind, broker, server)) {
        weft = started.awaitReady();
        api = new TrainingApi(weft);

        assertThat(new Uploads(weft).answered("uploaded", draw("dress", 0)).predictions())
            .hasSize(1);
        store.put(BUCKET, AWKWARD, draw("dress", 1), "image/jpeg");
        answered(AWKWARD);
        putAsProgramsDo(server);
        train();

        store.put(BUCKET, "images/last.jpg", draw("hat", EACH), "image/jpeg");
        assertThat(answered("images/last.jpg").predictions())
            .extracting(each -> each.model().version())
            .containsExactly(2);
      }
    }
  }

  private StoreServer start(StoreProgram kind, EmbeddedBroker broker) throws Exception {
    Path program = kind.find().orElseThrow();
    Path data = folder.resolve("store");
    if (!tells(kind)) {
      return StoreServer.start(kind, program, data, Ports::free);
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var topic = new NewTopic(Topics.S3_NOTIFICATIONS, 1, (short) 1);
      admin.createTopics(List.of(topic)).all().get();
    }
    return StoreServer.startTelling(
        broker.bootstrapServers(), Topics.S3_NOTIFICATIONS, program, data, Ports::free);
  }

  private static boolean tells(StoreProgram kind) {
    return kind == StoreProgram.VERSITYGW;
  }

  /** Starts Weft. The bucket is listed only if the store sends no notifications. */
  private WeftProcess start(StoreProgram kind, EmbeddedBroker broker, StoreServer server) {
    List<String> settings = new ArrayList<>(List.of(WeftProcess.FOR_TRAINING));
    settings.add("-Dweft.s3.access-key=" + StoreServer.ACCESS_KEY);
    settings.add("-Dweft.s3.secret-key=" + StoreServer.SECRET_KEY);
    settings.add("-Dweft.gateway.reconcile.interval=" + (tells(kind) ? "0S" : "1S"));
    settings.add("-Dweft.gateway.reconcile.grace=0S");
    return WeftProcess.against(
        broker.port(), server.endpoint(), folder.resolve("weft"), settings.toArray(String[]::new));
  }

  private void putAsProgramsDo(StoreServer server) throws Exception {
    MinioClient program = AdministratorClient.of(server, StoreSettings.REGION);
    try {
      copyAndPutInParts(program);
    } finally {
      program.close();
    }
  }

  /**
   * Copied and multipart objects: not every store reports their size, and the ETag of the multipart
   * object is not an MD5 digest.
   */
  private void copyAndPutInParts(MinioClient program) throws Exception {
    String copy = "images/copy.jpg";
    CopySource source = CopySource.builder().bucket(BUCKET).object(AWKWARD).build();
    program.copyObject(CopyObjectArgs.builder().bucket(BUCKET).object(copy).source(source).build());
    answered(copy);
    String large = "images/in-parts.jpg";
    byte[] bytes = Arrays.copyOf(draw("dress", 2), 2 * ObjectWriteArgs.MIN_MULTIPART_SIZE + 1);
    program.putObject(
        PutObjectArgs.builder().bucket(BUCKET).object(large).contentType("image/jpeg").stream(
                new ByteArrayInputStream(bytes), -1, ObjectWriteArgs.MIN_MULTIPART_SIZE)
            .build());
    assertThat(answered(large).size()).isEqualTo(bytes.length);
  }

  /** Trains on images whose labels are the names of their folders in the store. */
  private void train() throws Exception {
    for (int number = 0; number < EACH; number++) {
      for (String label : LABELS.keySet()) {
        String key = "labeled/%s/%d.jpg".formatted(label, number);
        store.put(BUCKET, key, draw(LABELS.get(label), number), "image/jpeg");
      }
    }
    for (int number = 0; number < EACH; number++) {
      for (String label : LABELS.keySet()) {
        String key = "labeled/%s/%d.jpg".formatted(label, number);
        await(key + " is labeled")
            .atMost(TIMEOUT)
            .ignoreExceptions()
            .until(() -> label.equals(api.image(id(key)).label()));
      }
    }
    api.request("training", Recipes.request(Recipes.headOnly(3, 5, 1.0)));
    Training end = api.awaitEnd("training");
    assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.PUBLISHED);
    assertThat(end.version()).isEqualTo(2);
    new RolloutApi(weft, TrainingScene.MODEL)
        .awaitState("version 2 serves", TIMEOUT, state -> RolloutApi.isServing(state, 2));
  }

  private Image answered(String key) {
    return await(key + " is answered")
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .until(() -> api.image(id(key)), image -> !image.predictions().isEmpty());
  }

  private String id(String key) {
    return ObjectImageId.of(BUCKET, key, store.stat(BUCKET, key).orElseThrow().etag());
  }

  private static byte[] draw(String label, int number) {
    return GARMENTS.draw(label, number).jpeg();
  }
}
