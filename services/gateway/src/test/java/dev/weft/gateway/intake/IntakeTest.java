package dev.weft.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImagePurpose;
import dev.weft.events.image.ImageUploaded;
import dev.weft.gateway.Events;
import dev.weft.gateway.MemoryStore;
import dev.weft.gateway.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntakeTest {

  /** {@link Events#at} starts at a quarter past midnight. */
  private static final String KEY = "uploads/1970/01/01/00/a";

  private static final String NEXT_HOUR = "uploads/1970/01/01/01/a";

  private final MemoryStore store = new MemoryStore();
  private final List<ImageUploaded> published = new ArrayList<>();
  private final Map<String, ImageUploaded> seen = new HashMap<>();
  private final Set<String> erased = new HashSet<>();
  private boolean brokerAway;
  private final TickingClock clock = new TickingClock(Events.at(7));
  private Instant decided = Instant.EPOCH;
  private final HourKeys hourKeys = new HourKeys(() -> Optional.ofNullable(decided), clock);
  private final ReconciledUploads reconciled = new ReconciledUploads(clock, Duration.ofDays(1));
  private Instant viewed = Instant.MIN;
  private final Intake intake =
      new Intake(
          store,
          "weft",
          this::publish,
          new KnownUploads() {
            @Override
            public Found find(String imageId) {
              return new Found(Optional.ofNullable(seen.get(imageId)), viewed);
            }

            @Override
            public boolean isErased(String imageId) {
              return erased.contains(imageId);
            }
          },
          new StoredUploads(store, "weft", hourKeys, reconciled, clock),
          clock);

  @Test
  void theIdOfAnErasedImageIsNotUsedAgain() {
    erased.add("a");

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Erased("a"));

    assertThat(published).isEmpty();
    assertThat(store.list("weft", "", null)).isExhausted();
  }

  @Test
  void anImageIsStoredAndThenPublished() {
    IntakeResult result = intake.accept(upload("a", "bytes", Map.of("k", "ü,=")));

    ImageUploaded event = ((IntakeResult.Accepted) result).event();
    assertThat(published).containsExactly(event);
    assertThat(event.object().key()).isEqualTo(KEY);
    assertThat(event.object().sha256()).hasSize(64);
    assertThat(event.uploadedAt()).isEqualTo(Events.at(7));
    assertThat(event.deadline()).isEqualTo(Events.at(99));
    assertThat(event.tags()).isEqualTo(Map.of("k", "ü,="));
  }

  @Test
  void theEventCanBeMadeAgainFromTheObjectAlone() {
    intake.accept(upload("a", "bytes", Map.of("k", "v")));

    assertThat(UploadObject.event("a", "weft", store.stat("weft", KEY).orElseThrow()))
        .isEqualTo(published.get(0));
  }

  @Test
  void aRepeatedUploadIsTheFirstOneAndIsPublishedAgainOnlyIfItsEventIsNotSeen() {
    intake.accept(upload("a", "bytes", Map.of()));

    IntakeResult unseen = intake.accept(upload("a", "bytes", Map.of("late", "tag")));
    seen.put("a", published.get(0));
    IntakeResult known = intake.accept(upload("a", "bytes", Map.of()));

    assertThat(unseen).isEqualTo(new IntakeResult.Repeated(published.get(0)));
    assertThat(known).isEqualTo(unseen);
    assertThat(published).hasSize(2).containsOnly(published.get(0));
  }

  @Test
  void otherBytesUnderTheSameIdAreAConflictAndChangeNothing() {
    intake.accept(upload("a", "bytes", Map.of()));

    IntakeResult result = intake.accept(upload("a", "other", Map.of()));

    assertThat(result).isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).hasSize(1);
  }

  @Test
  void anImageHasOneModelWhichItsObjectRemembers() {
    byte[] bytes = "bytes".getBytes();
    var upload = new Upload("a", false, bytes, "image/jpeg", null, Map.of(), "shoes", null);
    ImageUploaded event = ((IntakeResult.Accepted) intake.accept(upload)).event();

    assertThat(event.model()).isEqualTo("shoes");
    assertThat(UploadObject.event("a", "weft", store.stat("weft", KEY).orElseThrow()))
        .isEqualTo(event);
    assertThat(intake.accept(upload)).isEqualTo(new IntakeResult.Repeated(event));
    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.OtherModel("a", "shoes"));
  }

  @Test
  void whatIsToBeLearnedFromStaysSoAndNobodyWaitsForItsAnswer() {
    byte[] bytes = "bytes".getBytes();
    var upload =
        new Upload("a", false, bytes, "image/jpeg", null, Map.of(), "tops", ImagePurpose.TRAINING);
    ImageUploaded event = ((IntakeResult.Accepted) intake.accept(upload)).event();

    assertThat(event.wantsAnswer()).isFalse();
    assertThat(UploadObject.event("a", "weft", store.stat("weft", KEY).orElseThrow()))
        .isEqualTo(event);
    assertThat(intake.accept(upload)).isEqualTo(new IntakeResult.Repeated(event));
    var asked = new Upload("a", false, bytes, "image/jpeg", null, Map.of(), "tops", null);
    assertThat(intake.accept(asked)).isEqualTo(new IntakeResult.ForTraining("a"));
  }

  @Test
  void anUploadThatTheBrokerDidNotTakeIsCompletedByTheNextAttempt() {
    brokerAway = true;
    assertThatThrownBy(() -> intake.accept(upload("a", "bytes", Map.of())))
        .isInstanceOf(BrokerUnavailableException.class);
    brokerAway = false;

    IntakeResult result = intake.accept(upload("a", "bytes", Map.of()));

    assertThat(result).isInstanceOf(IntakeResult.Repeated.class);
    assertThat(published).hasSize(1);
  }

  @Test
  void theSameIdInTheNextHourIsTheSameImageThoughNoViewHasSeenIt() {
    intake.accept(upload("a", "bytes", Map.of()));
    clock.pass(Duration.ofHours(1));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Repeated(published.get(0)));
    assertThat(intake.accept(upload("a", "other", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(store.stat("weft", NEXT_HOUR)).isEmpty();
  }

  @Test
  void theSameIdDaysLaterIsWhatTheViewsSay() {
    intake.accept(upload("a", "bytes", Map.of()));
    seen.put("a", published.get(0));
    clock.pass(Duration.ofDays(9));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Repeated(published.get(0)));
    assertThat(intake.accept(upload("a", "other", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).hasSize(1);
  }

  @Test
  void whatAReleaseWithoutHoursHasStoredIsFound() {
    store.put("weft", "uploads/a", "bytes".getBytes(), "image/jpeg");

    assertThat(intake.accept(upload("a", "other", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).isEmpty();
  }

  @Test
  void anImageWhoseBytesAreGoneIsTakenInAgain() {
    intake.accept(upload("a", "bytes", Map.of()));
    seen.put("a", published.get(0));
    store.delete("weft", KEY);
    clock.pass(Duration.ofHours(1));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isInstanceOf(IntakeResult.Accepted.class);
    assertThat(store.stat("weft", NEXT_HOUR)).isPresent();
  }

  @Test
  void ofTwoUploadsAtTheEndOfAnHourTheOneThatFindsOtherBytesIsRefused() {
    clock.set(Instant.parse("1970-01-01T00:59:30Z"));
    store.beforePut(() -> store.put("weft", NEXT_HOUR, "other".getBytes(), "image/jpeg"));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).isEmpty();
  }

  @Test
  void ofTwoUploadsAtTheBeginningOfAnHourTheOneThatFindsOtherBytesIsRefused() {
    clock.set(Instant.parse("1970-01-01T01:00:30Z"));
    store.beforePut(() -> store.put("weft", KEY, "other".getBytes(), "image/jpeg"));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).isEmpty();
  }

  @Test
  void keysHaveNoHourUntilThatIsDecidedAndWhatLiesThereStaysTheSameImage() {
    decided = null;
    intake.accept(upload("a", "bytes", Map.of()));
    assertThat(published.get(0).object().key()).isEqualTo("uploads/a");
    decided = Events.at(8);
    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Repeated(published.get(0)));

    hourKeys.refresh();
    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Repeated(published.get(0)));
    assertThat(intake.accept(upload("a", "other", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    intake.accept(upload("b", "bytes", Map.of()));
    assertThat(published.get(published.size() - 1).object().key())
        .isEqualTo("uploads/1970/01/01/00/b");
  }

  @Test
  void whoeverDoesNotKnowYetThatItIsDecidedFindsWhatAnotherHasStored() {
    decided = null;
    store.put("weft", KEY, "other".getBytes(), "image/jpeg");

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(store.stat("weft", "uploads/a")).isEmpty();
  }

  @Test
  void ofTwoUploadsWhileThatIsDecidedEachFindsTheOthers() {
    decided = null;
    store.beforePut(() -> store.put("weft", KEY, "other".getBytes(), "image/jpeg"));
    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));

    hourKeys.decided(Events.at(7));
    store.beforePut(() -> store.put("weft", "uploads/b", "other".getBytes(), "image/jpeg"));
    assertThat(intake.accept(upload("b", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("b"));
    assertThat(published).isEmpty();
  }

  @Test
  void whatTheViewsWouldKnowIsNotLookedUpInTheStore() {
    clock.set(Instant.parse("1970-01-01T01:10:00Z"));
    reconciled.reached(Events.at(70), Instant.parse("1970-01-01T01:00:00Z"), true);
    store.put("weft", KEY, "other".getBytes(), "image/jpeg");
    store.put("weft", "uploads/b", "other".getBytes(), "image/jpeg");

    viewed = Events.at(69);
    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(intake.accept(upload("b", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("b"));

    viewed = Events.at(70);
    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isInstanceOf(IntakeResult.Accepted.class);
    assertThat(intake.accept(upload("b", "bytes", Map.of())))
        .isInstanceOf(IntakeResult.Accepted.class);
  }

  @Test
  void anHourThatIsNotReconciledAndKeysWithoutAnHourAreLookedUp() {
    clock.set(Instant.parse("1970-01-01T01:10:00Z"));
    viewed = Events.at(70);
    store.put("weft", KEY, "other".getBytes(), "image/jpeg");
    store.put("weft", "uploads/b", "other".getBytes(), "image/jpeg");

    reconciled.reached(Events.at(70), Instant.EPOCH, true);
    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));

    reconciled.reached(Events.at(70), Instant.parse("1970-01-01T01:00:00Z"), false);
    assertThat(intake.accept(upload("b", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("b"));
  }

  @Test
  void viewsThatForgetAnImageBeforeTheNextHourEndsAreNotTrusted() {
    clock.set(Instant.parse("1970-01-01T01:10:00Z"));
    Instant hour = Instant.parse("1970-01-01T01:00:00Z");
    var briefly = new ReconciledUploads(clock, Duration.ofMinutes(119));
    var longer = new ReconciledUploads(clock, Duration.ofHours(2));
    var forEver = new ReconciledUploads(clock, null);
    for (ReconciledUploads each : List.of(briefly, longer, forEver)) {
      each.reached(Events.at(70), hour, true);
    }

    assertThat(briefly.includesHourBefore(Events.at(70))).isFalse();
    assertThat(longer.includesHourBefore(Events.at(70))).isTrue();
    assertThat(forEver.includesHourBefore(Events.at(70))).isTrue();
  }

  @Test
  void anIdThatTheGatewayMadeIsLookedUpNowhere() {
    store.put("weft", "uploads/a", "other".getBytes(), "image/jpeg");
    var upload = new Upload("a", true, "bytes".getBytes(), null, null, Map.of(), null, null);

    assertThat(intake.accept(upload)).isInstanceOf(IntakeResult.Accepted.class);
  }

  @Test
  void metadataOfOthersThatMakesNoSenseIsLeftOut() {
    var object =
        store.put(
            "images/x",
            new byte[3],
            "x".repeat(300),
            Map.of("weft-sha256", "no", "weft-deadline", "never", "weft-tags", "none"),
            Events.at(5));

    ImageUploaded event = UploadObject.event("x", "weft", object);

    assertThat(event.object().sha256()).isNull();
    assertThat(event.contentType()).isNull();
    assertThat(event.deadline()).isNull();
    assertThat(event.tags()).isEmpty();
    assertThat(event.uploadedAt()).isEqualTo(Events.at(5));
  }

  @Test
  void anUploadHasADeadlineThatItsEventCanHold() {
    byte[] bytes = "bytes".getBytes();
    Instant late = Instant.parse("+10000-01-01T00:00:00Z");

    assertThatThrownBy(
            () -> new Upload("a", false, bytes, "image/jpeg", late, Map.of(), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deadline must be in the years 0000 to 9999");
  }

  private void publish(WeftEvent event) {
    if (brokerAway) {
      throw new BrokerUnavailableException("weft.images.uploaded", "away", null);
    }
    published.add((ImageUploaded) event);
  }

  private static Upload upload(String id, String bytes, Map<String, String> tags) {
    return new Upload(id, false, bytes.getBytes(), "image/jpeg", Events.at(99), tags, null, null);
  }
}
