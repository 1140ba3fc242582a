package dev.weft.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.catalog.Topics;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Plants each fault into a history that is otherwise correct. */
class CheckerTest {

  private final HistoryBuilder history = new HistoryBuilder().state(1, 1);

  private void assertClean() {
    assertThat(history.ended().verdict().findings()).isEmpty();
  }

  private void assertFound(Guarantee rule, String subject) {
    CheckVerdict verdict = history.ended().verdict();
    assertThat(verdict.broken().keySet()).containsExactly(rule);
    assertThat(verdict.findings()).extracting(Finding::subject).contains(subject);
    assertThat(verdict.isClean()).isFalse();
  }

  @Nested
  class Images {

    @Test
    void oneAnswerForEachAcknowledgedUploadIsClean() {
      history.answered("a", 1).answered("b", 1);
      assertClean();
    }

    @Test
    void anUploadThatWasTriedAgainAndAnsweredOnceIsClean() {
      history.uploaded("a", "a", 0).uploaded("a", "a", 503).announced("a", "a");
      history.announced("a", "a").uploaded("a", "a", 200).classified("a", "a", 1, "primary");
      assertClean();
    }

    @Test
    void anUnacknowledgedUploadMayHaveNoAnswer() {
      history.uploaded("a", "a", 0).uploaded("b", "b", 503);
      assertClean();
    }

    @Test
    void anUnacknowledgedUploadMayHaveOneAnswer() {
      history.uploaded("a", "a", 0).announced("a", "a").classified("a", "a", 1, "primary");
      assertClean();
    }

    @Test
    void aShadowIsNoAnswer() {
      history.answered("a", 1).classified("a", "a", 2, "shadow");
      assertClean();
    }

    @Test
    void aLostAnswerIsFound() {
      history.uploaded("a", "a", 202).announced("a", "a");
      assertFound(Guarantee.ANSWERED, "a");
    }

    @Test
    void anImageThatOnlyAShadowAnsweredIsFound() {
      history.uploaded("a", "a", 202).announced("a", "a").classified("a", "a", 2, "shadow");
      assertFound(Guarantee.ANSWERED, "a");
    }

    @Test
    void aDoubledAnswerIsFoundWhicheverVersionsGaveIt() {
      history.state(2, 1, 2, 50, "").answered("a", 1).classified("a", "a", 2, "canary");
      assertFound(Guarantee.ANSWERED_ONCE, "a");
    }

    @Test
    void aDoubledAnswerOfAnUnacknowledgedUploadIsFound() {
      history.uploaded("a", "a", 0).announced("a", "a");
      history.classified("a", "a", 1, "primary").rejected("a", "a", "expired");
      assertThat(history.ended().verdict().broken()).containsKey(Guarantee.ANSWERED_ONCE);
    }

    @Test
    void aVersionThatAnswersAnImageTwiceAsShadowIsFound() {
      history.answered("a", 1).classified("a", "a", 2, "shadow").classified("a", "a", 2, "shadow");
      assertFound(Guarantee.VERSION_ANSWERS_ONCE, "a");
    }

    @Test
    void anAnswerAboutOtherBytesIsFound() {
      history.uploaded("a", "1", 202).announced("a", "1").classified("a", "2", 1, "primary");
      assertFound(Guarantee.ANSWERED_ACKNOWLEDGED_BYTES, "a");
    }

    @Test
    void anAnswerAboutBytesOfTheRefusedUploadIsFound() {
      history.uploaded("a", "1", 202).uploaded("a", "2", 409).announced("a", "1");
      history.classified("a", "2", 1, "primary");
      assertFound(Guarantee.ANSWERED_ACKNOWLEDGED_BYTES, "a");
    }

    @Test
    void anAnswerAboutBytesThatNobodySentIsFound() {
      history.uploaded("a", "1", 0).announced("a", "1").classified("a", "2", 1, "primary");
      assertFound(Guarantee.ANSWERED_ACKNOWLEDGED_BYTES, "a");
    }

    @Test
    void twoContentsOfOneKeyAcknowledgedAreFound() {
      history.uploaded("a", "1", 202).announced("a", "1").uploaded("a", "2", 202);
      history.classified("a", "1", 1, "primary");
      assertFound(Guarantee.ONE_CONTENT_A_KEY, "a");
    }

    @Test
    void oneAcknowledgedContentAndConflictsAreClean() {
      history.uploaded("a", "1", 409).uploaded("a", "2", 202).uploaded("a", "3", 409);
      history.announced("a", "2").classified("a", "2", 1, "primary").uploaded("a", "2", 200);
      assertClean();
    }

    @Test
    void aRejectedImageThatIsFitIsFound() {
      history.uploaded("a", "a", 202).announced("a", "a").rejected("a", "a", "checksum_mismatch");
      assertFound(Guarantee.FIT_IMAGE_CLASSIFIED, "a");
    }

    @Test
    void aRejectedImageThatIsUnfitIsClean() {
      history.unfit("a", "a", 202).announced("a", "a").rejected("a", "a", "not_an_image");
      assertClean();
    }

    @Test
    void anAnswerToNobodyIsFound() {
      history.classified("a", "a", 1, "primary");
      assertFound(Guarantee.ANSWERED_UPLOADED, "a");
    }

    @Test
    void anAnswerToAnEventOfSomebodyElseIsClean() {
      history.announced("a", "a").classified("a", "a", 1, "primary");
      assertClean();
    }
  }

  @Nested
  class Serving {

    @Test
    void aRolloutIsClean() {
      history.published(2, null).state(2, 1, 2, 0, "").state(2, 1, 2, 0, "waits");
      history.state(3, 1, 2, 50, "").answered("a", 1).uploaded("b", "b", 202).announced("b", "b");
      history.classified("b", "b", 2, "canary").state(4, 2).answered("c", 2).ordered("pin", 200, 4);
      assertClean();
    }

    @Test
    void twoServingVersionsAtOneRevisionAreFound() {
      history.state(2, 1).state(2, 2);
      assertFound(Guarantee.ONE_STATE_A_REVISION, "clothing@2");
    }

    @Test
    void anotherShareAtTheSameRevisionIsFound() {
      history.state(2, 1, 2, 10, "").state(2, 1, 2, 50, "");
      assertFound(Guarantee.ONE_STATE_A_REVISION, "clothing@2");
    }

    @Test
    void aRevisionThatGoesBackIsFound() {
      history.state(2, 1).state(3, 1, 2, 0, "").state(2, 1);
      assertFound(Guarantee.REVISIONS_GROW, "clothing");
    }

    @Test
    void aPrimaryAnswerOfAVersionThatNeverServedIsFound() {
      history.state(2, 1, 2, 50, "").answered("a", 2);
      assertFound(Guarantee.ANSWERED_BY_SERVING, "clothing:2");
    }

    @Test
    void aCanaryWithoutAShareIsFound() {
      history.state(2, 1, 2, 0, "").uploaded("a", "a", 202).announced("a", "a");
      history.classified("a", "a", 2, "canary");
      assertFound(Guarantee.ANSWERED_BY_SERVING, "clothing:2");
    }

    @Test
    void anOrderThatWasAnsweredWithALostStateIsFound() {
      history.ordered("promote", 200, 7);
      assertFound(Guarantee.ORDER_KEPT, "clothing@7");
    }

    @Test
    void aRefusedOrderIsClean() {
      history.ordered("promote", 409, null).ordered("promote", 0, null);
      assertClean();
    }
  }

  @Nested
  class LabelsAndDataSets {

    @Test
    void labelsAndTheirDataSetAreClean() {
      history.answered("a", 1).labeled("a", "hat", "1").answered("b", 1).labeled("b", "shoes", "2");
      history.labeled("b", "hat", "3").trained("t", 2);
      history.sample("t", "a", "hat", null).sample("t", "b", "hat", "too_few_in_class");
      history.dataSet("t", 2);
      assertClean();
    }

    @Test
    void aLabelThatIsMissingInTheDataSetIsFound() {
      history.answered("a", 1).labeled("a", "hat", "1").trained("t", 2).dataSet("t", 0);
      assertFound(Guarantee.LABEL_IN_DATA_SET, "a");
    }

    @Test
    void anOlderLabelInTheDataSetIsFound() {
      history.answered("a", 1).labeled("a", "hat", "1").labeled("a", "shoes", "2").trained("t", 2);
      history.sample("t", "a", "hat", null).dataSet("t", 1);
      assertFound(Guarantee.LABEL_IN_DATA_SET, "a");
    }

    @Test
    void aLabelThatWasTakenBackInTheDataSetIsFound() {
      history.answered("a", 1).labeled("a", "hat", "1").labeled("a", null, null).trained("t", 2);
      history.sample("t", "a", "hat", null).dataSet("t", 1);
      assertFound(Guarantee.LABEL_IN_DATA_SET, "a");
    }

    @Test
    void aLabelThatWasTakenBackAndIsInNoDataSetIsClean() {
      history.answered("a", 1).labeled("a", "hat", "1").labeled("a", null, null).trained("t", 2);
      history.dataSet("t", 0);
      assertClean();
    }

    @Test
    void aLabelDuringTheTrainingMayBeInTheDataSetOrNot() {
      history.answered("a", 1).trainingTried("t", 202).labeled("a", "hat", "1");
      history.published(2, "t").progressed("t", "published", 2).dataSet("t", 0);
      history.trained("u", 3).sample("u", "a", "hat", null).dataSet("u", 1);
      assertClean();
    }

    @Test
    void aLabelAfterTheTrainingInItsDataSetIsFound() {
      history.answered("a", 1).trained("t", 2).labeled("a", "hat", "1");
      history.sample("t", "a", "hat", null).dataSet("t", 1);
      assertFound(Guarantee.LABEL_IN_DATA_SET, "a");
    }

    @Test
    void anUnansweredLabelMayCountAtAnyLaterTime() {
      history.answered("a", 1).labelTried("a", "shoes", "1", 0).labeled("a", "hat", "2");
      history.labelRecord("a", "shoes", "1").trained("t", 2);
      history.sample("t", "a", "shoes", null).dataSet("t", 1);
      assertClean();
    }

    @Test
    void aLabelOfNobodyInTheDataSetIsFound() {
      history.answered("a", 1).trained("t", 2).sample("t", "a", "hat", null).dataSet("t", 1);
      assertFound(Guarantee.DATA_SET_OF_LABELS, "a");
    }

    @Test
    void aLabelThatTheStoreGaveIsClean() {
      history.announced("a", "a").classified("a", "a", 1, "primary").labelRecord("a", "hat", null);
      history.trained("t", 2).sample("t", "a", "hat", null).dataSet("t", 1);
      assertClean();
    }

    @Test
    void aLabeledImageThatCannotBeReadIsFound() {
      history.answered("a", 1).labeled("a", "hat", "1").trained("t", 2);
      history.sample("t", "a", "hat", "unreadable").dataSet("t", 1);
      assertFound(Guarantee.LABELED_IMAGE_READABLE, "a");
    }

    @Test
    void aLostLabelIsFound() {
      history.answered("a", 1).labelTried("a", "hat", "1", 200);
      assertFound(Guarantee.LABEL_KEPT, "a");
    }

    @Test
    void labelsInTheWrongOrderAreFound() {
      history.answered("a", 1).labelTried("a", "hat", "1", 200).labelTried("a", "shoes", "2", 200);
      history.labelRecord("a", "shoes", "2").labelRecord("a", "hat", "1");
      assertFound(Guarantee.LABELS_IN_ORDER, "a");
    }

    @Test
    void labelsOfTwoWhoSpeakAtTheSameTimeHaveNoOrder() {
      history.answered("a", 1);
      Instant start = history.now();
      history.labelRecord("a", "shoes", "2").labelRecord("a", "hat", "1");
      history.labelTried("a", "hat", "1", 200, start, start.plusSeconds(9));
      history.labelTried("a", "shoes", "2", 200, start.plusSeconds(1), start.plusSeconds(3));
      assertClean();
    }
  }

  @Nested
  class TrainingsAndVersions {

    @Test
    void twoTrainingsOfTheSameWorkMayEndWithOneVersion() {
      history.trainingTried("t", 202).trainingTried("u", 202).published(2, "t");
      history.progressed("t", "published", 2).progressed("u", "published", 2);
      assertClean();
    }

    @Test
    void aTrainingWithoutAnEndIsFound() {
      history.trainingTried("t", 202).progressed("t", "running", null);
      assertFound(Guarantee.TRAINING_ENDS, "t");
    }

    @Test
    void anUnacknowledgedTrainingMayHaveNoEnd() {
      history.trainingTried("t", 0);
      assertClean();
    }

    @Test
    void aTrainingThatEndsTwiceIsFound() {
      history.trained("t", 2).progressed("t", "failed", null);
      assertFound(Guarantee.TRAINING_ENDS, "t");
    }

    @Test
    void progressAfterTheEndIsFound() {
      history.trained("t", 2).progressed("t", "running", null);
      assertFound(Guarantee.NOTHING_AFTER_END, "t");
    }

    @Test
    void aVersionOfTwoTrainingsIsFound() {
      history.trained("t", 2).trained("u", 2);
      assertFound(Guarantee.VERSION_OF_ONE_TRAINING, "clothing:2");
    }

    @Test
    void twoVersionsOfOneTrainingAreFound() {
      history.trainingTried("t", 202).published(2, "t").published(3, "t");
      history.progressed("t", "published", 3);
      assertFound(Guarantee.ONE_VERSION_A_TRAINING, "t");
    }

    @Test
    void aVersionThatIsPublishedTwiceIsFound() {
      history.trained("t", 2).published(2, "t");
      assertFound(Guarantee.ONE_VERSION_A_TRAINING, "t");
    }

    @Test
    void anEndWithAVersionThatWasNeverPublishedIsFound() {
      history.trainingTried("t", 202).progressed("t", "published", 2);
      assertFound(Guarantee.ONE_VERSION_A_TRAINING, "t");
    }
  }

  @Nested
  class Logs {

    @Test
    void offsetsThatGrowAreClean() {
      history.committed("g", 0, 4L).committed("g", 0, 4L).committed("g", 0, 9L);
      history.committed("g", 1, 2L).committed("h", 0, 1L);
      assertClean();
    }

    @Test
    void anOffsetThatGoesBackIsFound() {
      history.committed("g", 0, 4L).committed("g", 0, 3L).committed("g", 0, 9L);
      assertFound(Guarantee.OFFSETS_GROW, "g/weft.images.uploaded-0");
    }

    @Test
    void anOffsetThatIsForgottenIsFound() {
      history.committed("g", 0, 4L).committed("g", 0, null);
      assertFound(Guarantee.OFFSETS_KEPT, "g/weft.images.uploaded-0");
    }

    @Test
    void aRecordThatIsReadTwiceIsFound() {
      var event = new ObjectMapper().createObjectNode();
      history.record(Topics.MODELS_MEASURED, 0, 5, "clothing", event);
      history.record(Topics.MODELS_MEASURED, 0, 5, "clothing", event);
      assertFound(Guarantee.RECORDS_IN_ORDER, "weft.models.measured-0");
    }

    @Test
    void aHistoryThatDoesNotEndIsFoundAndSaysNothingOfWhatIsMissing() {
      history.uploaded("a", "a", 202).trainingTried("t", 202).labelTried("a", "hat", "1", 200);
      assertThat(history.verdict().broken().keySet()).containsExactly(Guarantee.HISTORY_ENDED);
    }
  }
}
