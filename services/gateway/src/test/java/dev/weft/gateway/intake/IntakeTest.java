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

  /** {@link Events#at} begins at a quarter past midnight. */
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
  private final Intake intake =
      new Intake(
          store,
          "weft",
          this::publish,
          new KnownUploads() {
            @Override
            public Optional<ImageUploaded> find(String imageId) {
              return Optional.ofNullable(seen.get(imageId));
            }

            @Override
            public boolean isErased(String imageId) {
              return erased.contains(imageId);
            }
          },
          new StoredUploads(store, "weft", hourKeys, clock),
          clock);

  @Test
  void the_id_of_an_erased_image_is_not_used_again() {
    erased.add("a");

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Erased("a"));

    assertThat(published).isEmpty();
    assertThat(store.list("weft", "", null)).isExhausted();
  }

  @Test
  void an_image_is_stored_and_then_published() {
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
  void the_event_can_be_made_again_from_the_object_alone() {
    intake.accept(upload("a", "bytes", Map.of("k", "v")));

    assertThat(UploadObject.event("a", "weft", store.stat("weft", KEY).orElseThrow()))
        .isEqualTo(published.get(0));
  }

  @Test
  void a_repeated_upload_is_the_first_one_and_is_published_again_only_if_its_event_is_not_seen() {
    intake.accept(upload("a", "bytes", Map.of()));

    IntakeResult unseen = intake.accept(upload("a", "bytes", Map.of("late", "tag")));
    seen.put("a", published.get(0));
    IntakeResult known = intake.accept(upload("a", "bytes", Map.of()));

    assertThat(unseen).isEqualTo(new IntakeResult.Repeated(published.get(0)));
    assertThat(known).isEqualTo(unseen);
    assertThat(published).hasSize(2).containsOnly(published.get(0));
  }

  @Test
  void other_bytes_under_the_same_id_are_a_conflict_and_change_nothing() {
    intake.accept(upload("a", "bytes", Map.of()));

    IntakeResult result = intake.accept(upload("a", "other", Map.of()));

    assertThat(result).isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).hasSize(1);
  }

  @Test
  void an_image_has_one_model_which_its_object_remembers() {
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
  void what_is_to_be_learned_from_stays_so_and_nobody_waits_for_its_answer() {
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
  void an_upload_that_the_broker_did_not_take_is_completed_by_the_next_attempt() {
    brokerAway = true;
    assertThatThrownBy(() -> intake.accept(upload("a", "bytes", Map.of())))
        .isInstanceOf(BrokerUnavailableException.class);
    brokerAway = false;

    IntakeResult result = intake.accept(upload("a", "bytes", Map.of()));

    assertThat(result).isInstanceOf(IntakeResult.Repeated.class);
    assertThat(published).hasSize(1);
  }

  @Test
  void the_same_id_in_the_next_hour_is_the_same_image_though_no_view_has_seen_it() {
    intake.accept(upload("a", "bytes", Map.of()));
    clock.pass(Duration.ofHours(1));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Repeated(published.get(0)));
    assertThat(intake.accept(upload("a", "other", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(store.stat("weft", NEXT_HOUR)).isEmpty();
  }

  @Test
  void the_same_id_days_later_is_what_the_views_say() {
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
  void what_a_release_without_hours_has_stored_is_found() {
    store.put("weft", "uploads/a", "bytes".getBytes(), "image/jpeg");

    assertThat(intake.accept(upload("a", "other", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).isEmpty();
  }

  @Test
  void an_image_whose_bytes_are_gone_is_taken_in_again() {
    intake.accept(upload("a", "bytes", Map.of()));
    seen.put("a", published.get(0));
    store.delete("weft", KEY);
    clock.pass(Duration.ofHours(1));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isInstanceOf(IntakeResult.Accepted.class);
    assertThat(store.stat("weft", NEXT_HOUR)).isPresent();
  }

  @Test
  void of_two_uploads_at_the_end_of_an_hour_the_one_that_finds_other_bytes_is_refused() {
    clock.set(Instant.parse("1970-01-01T00:59:30Z"));
    store.beforePut(() -> store.put("weft", NEXT_HOUR, "other".getBytes(), "image/jpeg"));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).isEmpty();
  }

  @Test
  void of_two_uploads_at_the_beginning_of_an_hour_the_one_that_finds_other_bytes_is_refused() {
    clock.set(Instant.parse("1970-01-01T01:00:30Z"));
    store.beforePut(() -> store.put("weft", KEY, "other".getBytes(), "image/jpeg"));

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(published).isEmpty();
  }

  @Test
  void keys_have_no_hour_until_that_is_decided_and_what_lies_there_stays_the_same_image() {
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
  void whoever_does_not_know_yet_that_it_is_decided_finds_what_another_has_stored() {
    decided = null;
    store.put("weft", KEY, "other".getBytes(), "image/jpeg");

    assertThat(intake.accept(upload("a", "bytes", Map.of())))
        .isEqualTo(new IntakeResult.Conflict("a"));
    assertThat(store.stat("weft", "uploads/a")).isEmpty();
  }

  @Test
  void of_two_uploads_while_that_is_decided_each_finds_the_others() {
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
  void an_id_that_the_gateway_made_is_looked_up_nowhere() {
    store.put("weft", "uploads/a", "other".getBytes(), "image/jpeg");
    var upload = new Upload("a", true, "bytes".getBytes(), null, null, Map.of(), null, null);

    assertThat(intake.accept(upload)).isInstanceOf(IntakeResult.Accepted.class);
  }

  @Test
  void metadata_of_others_that_makes_no_sense_is_left_out() {
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
