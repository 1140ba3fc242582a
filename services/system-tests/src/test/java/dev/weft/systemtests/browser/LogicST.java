package dev.weft.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the pages' computations without their elements, in modules as the browser loads them. */
@InBrowser
class LogicST {

  private static final String CALL =
      """
      const done = arguments[arguments.length - 1];
      import('%s').then((m) => done(JSON.stringify(%s)), (e) => done(String(e)));
      """;

  private Dashboard dashboard;

  @BeforeEach
  void open(Dashboard opened) {
    dashboard = opened.open("system");
  }

  @Test
  void numbersHaveUnitsAndWhatIsNotKnownIsADash() {
    String format = "/app/core/format.js";
    assertThat(call(format, "[0.086, 1.234, 185, 7440, 90000].map(m.duration)"))
        .isEqualTo("[\"86 ms\",\"1.2 s\",\"3 min 5 s\",\"2 h 4 min\",\"1 d 1 h\"]");
    assertThat(call(format, "[999, 47000, 1234567].map(m.bytes)"))
        .isEqualTo("[\"999 B\",\"47 kB\",\"1.2 MB\"]");
    assertThat(call(format, "[m.count(NaN), m.percent(null), m.duration(undefined)]"))
        .isEqualTo("[\"–\",\"–\",\"–\"]");
  }

  @Test
  void anAddressHoldsAnyName() {
    String odd = "'a/b c?d#é<img>'";
    assertThat(call("/app/core/route.js", "m.parse(m.to('images', " + odd + ")).parts[1]"))
        .isEqualTo("\"a/b c?d#é<img>\"");
    assertThat(call("/app/core/route.js", "m.parse('#/images/%E0%A4%A').parts[1]"))
        .isEqualTo("\"%E0%A4%A\"");
  }

  @Test
  void aGraphInIntegersIsSaidToServeOrWhyItDoesNot() {
    String judged = "/app/pages/train/judged.js";
    String figures =
        "images: 341, right: 300, rightInFloat32: 301, same: 321, answered: 322, answeredInFloat32: 318";
    assertThat(call(judged, "m.quantizedOf({objection: null, " + figures + "})"))
        .isEqualTo(
            "\"It has a graph in 8-bit integers too, which serves where that is faster. Of 341 images it"
                + " is right about 300 and answers 322 without doubt (float32: 301 and 318); 321 answers"
                + " are the same.\"");
    assertThat(
            call(judged, "m.quantizedOf({objection: 'it is right about 2 of 9', " + figures + "})"))
        .isEqualTo("\"It has no graph in 8-bit integers: it is right about 2 of 9.\"");
  }

  @Test
  void theHistoryIsBoundedAndHasGaps() {
    String history = "/app/pages/system/history.js";
    assertThat(call(history, "m.withSample([{at: 1}, {at: 2}, {at: 3}], {at: 4}, 3)"))
        .isEqualTo("[{\"at\":2},{\"at\":3},{\"at\":4}]");
    assertThat(call(history, "m.values(m.withSample([{at: 1, lag: 5}], {at: 90, lag: 7}), 'lag')"))
        .isEqualTo("[5,null,7]");
    assertThat(call(history, "m.values(m.withSample([], {at: 90, lag: 7}), 'lag')"))
        .isEqualTo("[null,7]");
    assertThat(call(history, "m.withSample([{at: 3}], {at: 3, lag: 1})")).isEqualTo("[{\"at\":3}]");
  }

  @Test
  void foldersOfAFolderAreClassesAndWhatIsNoPhotographIsLeftOut() {
    String files =
        "((add) => [add('p/polo/1.jpg'), add('p/polo/old/2.png', 'image/png'),"
            + " add('p/hoodie/3.jpg'), add('p/hoodie/4.heic', 'image/heic'), add('p/notes.txt',"
            + " 'text/plain'), add('p/polo/list.csv', 'text/csv'), add('p/polo/.DS_Store', ''),"
            + " add('p/hoodie/0.jpg', 'image/jpeg', 0)])((path, type = 'image/jpeg', size = 1) =>"
            + " ({name: path.split('/').pop(), type, size, webkitRelativePath: path}))";
    String folders = "/app/pages/models/folders.js";
    assertThat(
            call(
                folders,
                "m.classesIn(" + files + ").classes.map((each) => [each.name, each.files.length])"))
        .isEqualTo("[[\"hoodie\",1],[\"polo\",2]]");
    assertThat(call(folders, "m.classesIn(" + files + ").leftOut.map((each) => each.name)"))
        .isEqualTo("[\"hoodie/4.heic\",\"notes.txt\",\"polo/list.csv\",\"hoodie/0.jpg\"]");
    assertThat(call(folders, "m.lacking([{name: 'polo', files: []}])"))
        .contains("at least two classes");
    assertThat(call(folders, "m.lacking([{name: 'a'}, {name: 'b'}])")).isEqualTo("null");
  }

  @Test
  void anEvaluationIsLookedUpAtAThreshold() {
    String steps = "/app/pages/evaluation/steps.js";
    String cells =
        "[{label:'hat',answer:'hat',lost:[[60,1],[90,2]]},{label:'hat',answer:'shirt',lost:[[40,1]]}]";
    assertThat(
            call(
                steps,
                "m.matrixAt("
                    + cells
                    + ", ['hat','shirt'], 50).rows.map((row) => row.cells.map("
                    + "(cell) => cell.count))"))
        .isEqualTo("[[3,0,1],[0,0,0]]");
    assertThat(call(steps, "m.matrixAt(" + cells + ", ['hat','shirt'], 61).rows[0].cells[2]"))
        .isEqualTo("{\"name\":\"not answered\",\"count\":2,\"share\":0.5,\"kind\":\"unanswered\"}");
    assertThat(call(steps, "m.matrixAt(" + cells + ", ['hat','shirt'], 0, 1).columns"))
        .isEqualTo("[\"hat\",\"other classes\",\"not answered\"]");
    assertThat(call(steps, "m.estimateWords({value: .5, low: .25, high: .75})"))
        .isEqualTo("\"50.0 % (25.0 to 75.0 %)\"");
    assertThat(call(steps, "m.differenceWords({value: -.02, low: -.05, high: .01})"))
        .isEqualTo("\"−2.0 points (−5.0 to +1.0)\"");
  }

  @Test
  void whatIsTypedOfADataSetIsItsFilterAndLeavesOutWhatIsEmpty() {
    String filter = "/app/pages/train/datasetfilter.js";
    assertThat(call(filter, "m.requestOf({...m.ALL, name: 'autumn'})"))
        .isEqualTo("{\"body\":{\"name\":\"autumn\"},\"errors\":{}}");
    String typed =
        "{...m.ALL, name: 'a', model: 'tops', labels: ['polo'], by: ' ann ',"
            + " tags: 'shop=north\\n\\n size = a=b', since: '2026-11-01T00:00:00'}";
    assertThat(call(filter, "m.requestOf(" + typed + ").body.filter.tags"))
        .isEqualTo("{\"shop\":\"north\",\"size\":\"a=b\"}");
    assertThat(call(filter, "m.requestOf(" + typed + ").body.filter.since"))
        .matches("\"2026-1[01]-[03][01]T\\d\\d:\\d\\d:00\\.000Z\"");
    assertThat(call(filter, "m.wordsOf(m.requestOf(" + typed + ").body.filter, () => 'then')"))
        .isEqualTo(
            "\"only polo; labeled by ann; tag shop=north; tag size=a=b; labeled since then\"");
    assertThat(call(filter, "m.requestOf({...m.ALL, tags: 'shop'}).errors.tags"))
        .contains("one is shop");
    String times = "since: '2026-11-02T00:00', until: '2026-11-01T00:00'";
    assertThat(call(filter, "m.requestOf({...m.ALL, " + times + "}).errors.until"))
        .contains("must be later");
    assertThat(call(filter, "m.wordsOf(null)")).isEqualTo("\"all labels\"");
  }

  @Test
  void aLabelThatDidNotArriveIsAskedAgainAndAnUndoneOneAtOnce() {
    String queue = "/app/pages/label/queue.js";
    String answered =
        "m.answered(m.arrived(m.emptyQueue(), [{id: 'a'}, {id: 'b'}, {id: 'a'}]), 'hat')";
    assertThat(call(queue, answered + ".waiting")).isEqualTo("[{\"id\":\"b\"}]");
    assertThat(call(queue, "m.undone(" + answered + ").waiting.map((each) => each.id)"))
        .isEqualTo("[\"a\",\"b\"]");
    assertThat(call(queue, "m.refused(" + answered + ", 'a', 'no').waiting"))
        .isEqualTo("[{\"id\":\"b\"},{\"id\":\"a\",\"trouble\":\"no\"}]");
  }

  @Test
  void aLabelThatIsDoubtedIsAskedWithWhatTheOthersSay() {
    String entry =
        """
        {reasons: ['doubtful'], margin: 0.9, image: {predictions: []},
         doubt: {label: 'shirt', likelier: 'dress', probability: 0.934, labelProbability: 0.02}}
        """;

    assertThat(call("/app/pages/label/why.js", "m.whyOf(" + entry + ")[0].text"))
        .isEqualTo("\"Labeled shirt, but the other images of its data set say dress, 0.93\"");
  }

  @Test
  void aPolicyForUncertainAnswersHasOneGoalAndKeepsWhatTheSliderDoesNotMove() {
    String module = "/app/pages/models/thresholds.js";
    String values = "{answered: 0.9, precision: 0.97, confidence: 0.6}";
    String before = "{answered: 0.9, minimumConfidenceByClass: {dress: 0.8}}";

    assertThat(call(module, "m.policyFor('precision', " + values + ", true, " + before + ")"))
        .isEqualTo(
            "{\"minimumConfidenceByClass\":{\"dress\":0.8},\"precision\":0.97,\"perClass\":true}");
    assertThat(call(module, "m.policyFor('confidence', " + values + ", true, {})"))
        .isEqualTo("{\"minimumConfidence\":0.6}");
    assertThat(call(module, "m.policyFor('version', " + values + ", true, " + before + ")"))
        .isEqualTo("{}");
    assertThat(call(module, "m.goalOf(" + before + ")")).isEqualTo("\"answered\"");
    assertThat(call(module, "m.shares({images: 100, answered: 80, right: 76, uncertainRight: 5})"))
        .isEqualTo("{\"answered\":0.8,\"right\":0.95,\"uncertain\":0.2,\"wrong\":0.75}");
  }

  @Test
  void anImageIsOfferedWithWhatItWasChosenForFirst() {
    String image = "image: {predictions: [{model: {name: 'a', version: 2}, labels: []}]}";
    String why = "/app/pages/label/why.js";

    assertThat(call(why, "m.whyOf({reasons: [], selection: 'random', " + image + "})[0].text"))
        .contains("Drawn at random");
    assertThat(
            call(
                why,
                "m.whyOf({reasons: ['confidence', 'drift'], selection: 'unlike', "
                    + image
                    + "}).map((each) => each.name)"))
        .isEqualTo("[\"drift\",\"confidence\"]");
    assertThat(call(why, "m.whyOf({reasons: [], selection: 'least_seen', " + image + "})[0].text"))
        .isEqualTo("\"least seen\"");
  }

  @Test
  void aRolloutsStateHasTheDroppedClassesThatItsStreamSays() {
    String before = "{revision: 1, changedAt: '2026-01-01T00:00:00Z', droppedClasses: []}";
    String event =
        "{revision: 2, changedAt: '2026-01-01T00:00:01Z', droppedClasses: ['hat'], cause: {}}";

    assertThat(
            call(
                "/app/pages/models/state.js",
                "m.heard(%s, 'rollout-changed', %s).droppedClasses".formatted(before, event)))
        .isEqualTo("[\"hat\"]");
  }

  @Test
  void anEventThatComesTwiceIsOneAnswer() {
    String event =
        """
        {imageId: 'a', role: 'primary', model: {name: 'clothing', version: 1},
         predictions: [{label: 'hat', probability: 1}], engine: 'onnx-cpu', timings: {},
         uploadedAt: '2026-01-01T00:00:00Z', classifiedAt: '2026-01-01T00:00:01Z',
         object: {bucket: 'weft', key: 'images/a', size: 1, sha256: null}, tags: {}}
        """;
    String twice = "m.heard(m.heard(null, 'image-classified', e), 'image-classified', e)";
    assertThat(
            call(
                "/app/core/images.js",
                "((e) => { const image = %s; return [image.state, image.predictions.length]; })(%s)"
                    .formatted(twice, event)))
        .isEqualTo("[\"classified\",1]");
  }

  @Test
  void aNameSaysWhatComesOfGivingMovingAndTakingIt() {
    String alias = "/app/pages/models/alias.js";
    String state = "{model: 'clothing', serving: 2, aliases: {best: 1, champion: 2}}";
    assertThat(call(alias, "m.aliasesOf(" + state + ").map((each) => each.name)"))
        .isEqualTo("[\"champion\",\"best\"]");
    assertThat(call(alias, "m.aliasConsequences(" + state + ", 'best', 2)[0]"))
        .isEqualTo("\"best moves from version 1 to version 2.\"");
    assertThat(call(alias, "m.aliasConsequences(" + state + ", 'best', null)[0]"))
        .isEqualTo("\"Version 1 is no longer called best.\"");
    assertThat(
            call(
                alias,
                "['best', 'Best', 'new'].map((n) => m.aliasRefusal(%s, n, 1))".formatted(state)))
        .startsWith("[\"Version 1 is called best already.\",\"A name begins")
        .endsWith(",null]");
  }

  private String call(String module, String expression) {
    return (String) dashboard.runLong(CALL.formatted(module, expression));
  }
}
