package dev.weft.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A page with five thousand images, which has rows only for the visible ones. */
@InBrowser
class LongListST {

  private static final int IMAGES = 5000;

  /** A generous limit, since other tests may run in parallel; a quiet machine needs a tenth. */
  private static final double MOST_MILLIS = 1500;

  private static final int MOST_ROWS = 80;

  private static final String HEAR =
      """
      const [count, done] = arguments;
      import('/app/pages/live/feed.js').then(({ theFeed }) => {
        const labels = ['dress', 'hat', 'pants', 'shirt', 'shoes'];
        const now = Date.now() + 60000;
        for (let i = 0; i < count; i++) {
          const at = new Date(now + i).toISOString();
          const first = labels[i % labels.length];
          theFeed().hear('image-classified', { imageId: 'many-' + i, role: 'primary',
              model: { name: 'clothing', version: 1 }, engine: 'onnx-cpu', uploadedAt: at,
              classifiedAt: at, tags: {},
              object: { bucket: 'weft', key: 'images/' + i, size: 1, sha256: null },
              timings: { queueSeconds: 0, fetchSeconds: 0, decodeSeconds: 0, inferSeconds: 0 },
              predictions: [{ label: first, probability: 0.9 }, { label: 'skirt', probability: 0.1 }] });
        }
        done();
      });
      """;

  /**
   * Measures the longest interval between two frames, in milliseconds, while a step is done and
   * drawn.
   */
  private static final String FRAMES =
      """
      const [step, done] = arguments;
      let last = performance.now();
      let longest = 0;
      let frames = 0;
      const look = (now) => {
        longest = Math.max(longest, now - last);
        last = now;
        if (++frames < 20) requestAnimationFrame(look);
        else done(longest);
      };
      requestAnimationFrame((now) => {
        last = now;
        if (step === 'filter') location.hash = '#/live?label=hat';
        else scrollTo(0, document.documentElement.scrollHeight / 2);
        requestAnimationFrame(look);
      });
      """;

  @Test
  void fiveThousandImagesDoNotSlowThePage(Dashboard dashboard) {
    dashboard.open("live").awaitConnected();
    dashboard.runLong(HEAR, IMAGES);
    dashboard.awaitThat("all of them", () -> size(dashboard) >= IMAGES);

    double scroll = number(dashboard.runLong(FRAMES, "scroll"));
    double filter = number(dashboard.runLong(FRAMES, "filter"));

    System.out.printf(
        "%d images: longest frame %.0f ms while scrolling, %.0f ms at a filter's change%n",
        IMAGES, scroll, filter);
    assertThat(scroll).as("frame while scrolling, ms").isLessThan(MOST_MILLIS);
    assertThat(filter).as("frame at a filter's change, ms").isLessThan(MOST_MILLIS);
    assertThat(size(dashboard)).as("filtered").isBetween(1, IMAGES / 5 + 100);
    assertThat(number(dashboard.run("return document.querySelectorAll('main li article').length")))
        .as("rows that are elements")
        .isBetween(1.0, (double) MOST_ROWS);
    // The images are made up, and therefore have no pictures.
    assertThat(dashboard.console()).allMatch(line -> line.contains("/preview"));
  }

  private static int size(Dashboard dashboard) {
    Object size =
        dashboard.run(
            "return document.querySelector('main [aria-setsize]')?.getAttribute('aria-setsize')");
    return size == null ? 0 : Integer.parseInt((String) size);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
