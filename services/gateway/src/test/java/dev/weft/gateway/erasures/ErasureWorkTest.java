package dev.weft.gateway.erasures;

import static dev.weft.gateway.Events.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.base.Sha256;
import dev.weft.datasets.DatasetFilter;
import dev.weft.datasets.DatasetImage;
import dev.weft.datasets.NamedDatasets;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.ObjectImageId;
import dev.weft.gateway.Events;
import dev.weft.gateway.MemoryStore;
import dev.weft.gateway.intake.BrokerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErasureWorkTest {

  private static final String DATASET = Sha256.hex("a data set");
  private static final String OTHER = Sha256.hex("another");

  private final MemoryStore store = new MemoryStore();
  private final NamedDatasets named = new NamedDatasets(store, "weft");
  private final List<ImageErased> unfinished = new ArrayList<>();
  private final List<WeftEvent> published = new ArrayList<>();
  private final List<String> unlabeled = new ArrayList<>();
  private boolean brokerAway;
  private Instant now = at(9);

  private final ErasureWork work =
      new ErasureWork(
          store,
          new ImageObjects("weft"),
          named,
          new ErasedMembers(store, "weft"),
          wanted -> unfinished.stream().filter(each -> wanted.test(each.imageId())).toList(),
          unlabeled::add,
          this::publish,
          () -> now);

  private void publish(WeftEvent event) {
    if (brokerAway) {
      throw new BrokerUnavailableException("weft.images.erased", "away", null);
    }
    published.add(event);
  }

  @Test
  void objectAndLabelGoAndItIsSaidThatTheyDid() {
    put("uploads/1970/01/01/00/a");
    ask("a", "uploads/1970/01/01/00/a");

    assertThat(work.round()).isEqualTo(1);

    assertThat(store.stat("weft", "uploads/1970/01/01/00/a")).isEmpty();
    assertThat(unlabeled).containsExactly("a");
    assertThat(published)
        .containsExactly(
            unfinished
                .get(0)
                .completed(
                    new ImageErased.Completed(
                        at(9), List.of("uploads/1970/01/01/00/a"), List.of(), List.of())));
  }

  @Test
  void whatTwoGatewaysHavePutAtTheEndOfAnHourGoesBothTimes() {
    put("uploads/1970/01/01/00/a");
    put("uploads/1970/01/01/01/a");
    put("uploads/a");
    put("uploads/1970/01/01/01/b");
    ask("a", "uploads/1970/01/01/00/a");

    work.round();

    assertThat(completed().objects())
        .containsExactly("uploads/1970/01/01/00/a", "uploads/1970/01/01/01/a", "uploads/a");
    assertThat(store.stat("weft", "uploads/1970/01/01/01/b")).isPresent();
  }

  @Test
  void anObjectThatWasPutOverItIsAnotherImageAndStays() {
    put("images/x.jpg");
    ask(ObjectImageId.of("weft", "images/x.jpg", "an older etag"), "images/x.jpg");

    work.round();

    assertThat(store.stat("weft", "images/x.jpg")).isPresent();
    assertThat(completed().objects()).isEmpty();
  }

  @Test
  void whatIsNoImagesObjectStaysWhateverAnEventNamed() {
    put("models/clothing/1/manifest.json");
    ask("a", "models/clothing/1/manifest.json");
    unfinished.add(new ImageErased("b", null, ErasureSource.REQUEST, null, at(5)));

    assertThat(work.round()).isEqualTo(2);

    assertThat(store.stat("weft", "models/clothing/1/manifest.json")).isPresent();
  }

  @Test
  void itIsSaidWhichDataSetsNameItAndRememberedWhichLearnedFromIt() {
    manifest(
        DATASET,
        "{\"image\":\"a\",\"bucket\":\"weft\",\"key\":\"uploads/a\",\"size\":3,\"label\":\"hat\",\"side\":\"train\"}",
        "{\"image\":\"b\",\"label\":\"hat\",\"leftOut\":\"unreadable\",\"detail\":\"no image\"}",
        "{\"label\":\"skirt\",\"images\":0}");
    manifest(OTHER, "{\"image\":\"c\",\"label\":\"hat\",\"side\":\"train\"}");
    var image = new DatasetImage(Events.labeled("a", "hat", 1), Map.of());
    named.create(
        NamedDatasets.describe("autumn", "clothing", DatasetFilter.ALL, List.of(image), at(1)),
        List.of(image));
    ask("a", "uploads/a");
    ask("b", "uploads/b");

    work.round();

    ImageErased.Completed a = ((ImageErased) published.get(0)).completed();
    assertThat(a.datasets()).containsExactly(DATASET);
    assertThat(a.namedDatasets()).containsExactly("autumn");
    assertThat(((ImageErased) published.get(1)).completed().datasets()).containsExactly(DATASET);
    assertThat(store.stat("weft", "erased/" + DATASET + "/a")).isPresent();
    assertThat(store.stat("weft", "erased/" + DATASET + "/b")).isEmpty();
  }

  @Test
  void oneThatIsInterruptedIsDoneInAnotherRound() {
    put("uploads/a");
    ask("a", "uploads/a");
    brokerAway = true;
    assertThatThrownBy(work::round).isInstanceOf(BrokerUnavailableException.class);
    assertThat(work.done()).isZero();
    brokerAway = false;

    assertThat(work.round()).isEqualTo(1);

    assertThat(published).hasSize(1);
    assertThat(completed().objects()).containsExactly("uploads/a");
    assertThat(work.done()).isEqualTo(1);
  }

  @Test
  void oneThatTheStoreRefusesIsPassedOverWithItsReasonAndTriedAgainEverMoreRarely() {
    put("uploads/a");
    put("uploads/b");
    ask("a", "uploads/a");
    ask("b", "uploads/b");
    store.refuse("uploads/a");

    assertThat(work.round()).isEqualTo(1);

    ImageErased refused = (ImageErased) published.get(0);
    assertThat(refused.imageId()).isEqualTo("a");
    assertThat(refused.finished()).isFalse();
    assertThat(refused.failure().at()).isEqualTo(at(9));
    assertThat(refused.failure().detail()).contains("uploads/a");
    assertThat(((ImageErased) published.get(1)).completed().objects()).containsExactly("uploads/b");
    assertThat(work.refused()).isEqualTo(1);
    assertThat(unlabeled).contains("a", "b");

    unfinished.clear();
    unfinished.add(refused);
    unlabeled.clear();
    assertThat(work.round()).isZero();
    assertThat(unlabeled).as("it is not due").isEmpty();

    now = at(10);
    assertThat(work.round()).isZero();
    assertThat(unlabeled).containsExactly("a");
    assertThat(published).as("the same reason is published once").hasSize(2);

    now = at(11);
    assertThat(work.round()).isZero();
    assertThat(unlabeled).as("two seconds after the second attempt").hasSize(1);

    store.allow("uploads/a");
    now = at(12);
    assertThat(work.round()).isEqualTo(1);
    assertThat(((ImageErased) published.get(2)).completed().objects()).containsExactly("uploads/a");
    assertThat(((ImageErased) published.get(2)).failure()).isNull();
    assertThat(work.refused()).isZero();
  }

  @Test
  void oneThatAnotherReplicaOwnsByNowIsNotCountedAsRefused() {
    put("uploads/a");
    ask("a", "uploads/a");
    store.refuse("uploads/a");
    work.round();
    assertThat(work.refused()).isEqualTo(1);

    unfinished.clear();
    now = at(9 + 62);

    assertThat(work.round()).isZero();
    assertThat(work.refused()).isZero();
  }

  @Test
  void oneWhoseObjectIsStillThereAfterItWasDeletedIsNotDone() {
    put("uploads/a");
    ask("a", "uploads/a");
    store.keep("uploads/a");

    assertThat(work.round()).isZero();

    assertThat(((ImageErased) published.get(0)).failure().detail()).contains("still has it");
  }

  @Test
  void whereNothingIsUnfinishedNothingIsLookedAt() {
    manifest(DATASET, "no line of a data set");

    assertThat(work.round()).isZero();
  }

  private ImageErased.Completed completed() {
    return ((ImageErased) published.get(0)).completed();
  }

  private void ask(String id, String key) {
    unfinished.add(
        new ImageErased(
            id, new ObjectRef("weft", key, 3, null), ErasureSource.REQUEST, "ann", at(5)));
  }

  private void put(String key) {
    store.put(key, new byte[3], "image/jpeg", Map.of(), at(1));
  }

  private void manifest(String id, String... lines) {
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    store.put("weft", "datasets/" + id + ".jsonl", bytes, "application/jsonl");
  }
}
