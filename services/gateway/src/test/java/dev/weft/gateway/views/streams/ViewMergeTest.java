package dev.weft.gateway.views.streams;

import static dev.weft.gateway.Events.at;
import static dev.weft.gateway.Events.classified;
import static dev.weft.gateway.Events.labeled;
import static dev.weft.gateway.Events.rejected;
import static dev.weft.gateway.Events.uploaded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewMergeTest {

  private static final List<WeftEvent> ALL =
      List.of(
          uploaded("a", 1),
          uploaded("a", 2),
          classified("a", "shirt", 5),
          classified("a", "dress", 4, 2, ServingRole.SHADOW),
          classified("a", "hat", 3),
          rejected("a", 6),
          labeled("a", "hat", 8),
          labeled("a", "shirt", 9),
          rejected("a", 7));

  @Test
  void anyOrderAndAnyRepetitionGiveTheSameView() {
    ImageView expected = merged(ALL);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      List<WeftEvent> events = new ArrayList<>(ALL);
      events.add(ALL.get(random.nextInt(ALL.size())));
      Collections.shuffle(events, random);
      assertThat(merged(events)).isEqualTo(expected);
    }
  }

  @Test
  void mergingPartsFirstGivesTheSameView() {
    for (int cut = 1; cut < ALL.size(); cut++) {
      ImageView left = merged(ALL.subList(0, cut));
      ImageView right = merged(ALL.subList(cut, ALL.size()));
      assertThat(ViewMerge.merge(left, right)).isEqualTo(ViewMerge.merge(right, left));
      assertThat(ViewMerge.merge(left, right)).isEqualTo(merged(ALL));
    }
  }

  @Test
  void theEarliestAnswerThatIsNoShadowCounts() {
    ImageView view = merged(ALL);

    assertThat(view.state()).isEqualTo(ImageState.CLASSIFIED);
    assertThat(view.predicted()).contains("hat");
    assertThat(view.answers()).hasSize(2);
    assertThat(view.listedAt()).isEqualTo(at(1));
  }

  @Test
  void aShadowAnswersNobody() {
    ImageView view = merged(List.of(classified("a", "hat", 3, 2, ServingRole.SHADOW)));

    assertThat(view.state()).isEqualTo(ImageState.UPLOADED);
    assertThat(view.predicted()).isEmpty();
  }

  @Test
  void anImageThatWasOnlyRefusedIsRejected() {
    ImageView view = merged(List.of(uploaded("a", 1), rejected("a", 2)));

    assertThat(view.state()).isEqualTo(ImageState.REJECTED);
  }

  @Test
  void aRefusalThatNamesNoImageIsNoView() {
    ImageRejected nameless =
        new ImageRejected(
            null,
            null,
            RejectionReason.INVALID_EVENT,
            "not JSON",
            new ImageRejected.Origin("t", 0, 0),
            at(0));

    assertThat(ViewMerge.of(nameless)).isEmpty();
  }

  @Test
  void aViewSurvivesJson() {
    ImageView view = merged(ALL);

    assertThat(ViewJson.read(ViewJson.write(view), ImageView.class)).isEqualTo(view);
  }

  private static ImageView merged(List<WeftEvent> events) {
    ImageView view = null;
    for (WeftEvent event : events) {
      view = ViewMerge.merge(view, ViewMerge.of(event).orElseThrow());
    }
    return view;
  }
}
