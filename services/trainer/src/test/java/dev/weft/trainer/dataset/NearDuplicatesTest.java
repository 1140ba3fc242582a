package dev.weft.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.features.PerceptualHash;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  private final SplittableRandom random = new SplittableRandom(11);

  /** Families whose members differ in as many bits as near duplicates may, or in one more. */
  @Test
  void nearDuplicatesOfNearDuplicatesAreOneGroup() {
    PerceptualHash a = new PerceptualHash(0, 0, 0, 0);
    PerceptualHash b = new PerceptualHash(0xfff, 0, 0, 0);
    PerceptualHash c = new PerceptualHash(0xfff, 0xfff, 0, 0);
    PerceptualHash other = new PerceptualHash(-1, -1, 0, 0);
    assertThat(NearDuplicates.firstOfEach(List.of(c, other, a, b))).containsExactly(0, 1, 0, 0);
  }

  @Test
  void findsWhatComparingEachWithEachFinds() {
    List<PerceptualHash> looks = new ArrayList<>();
    for (int family = 0; family < 60; family++) {
      PerceptualHash member = new PerceptualHash(next(), next(), next(), next());
      for (int i = 0; i < 1 + family % 6; i++) {
        looks.add(random.nextInt(looks.size() + 1), member);
        member = changed(member, PerceptualHash.NEAR + i % 2);
      }
    }

    int[] first = NearDuplicates.firstOfEach(looks);

    assertThat(first).containsExactly(comparedWithEach(looks));
    assertThat(IntStream.range(0, first.length).filter(i -> first[i] != i)).hasSizeGreaterThan(60);
  }

  @Test
  void thousandsThatAreTheSameAreTwinsOfTheFirst() {
    List<PerceptualHash> looks = new ArrayList<>();
    PerceptualHash blank = new PerceptualHash(1, 2, 3, 4);
    for (int i = 0; i < 20_000; i++) {
      looks.add(i % 2 == 0 ? blank : new PerceptualHash(next(), next(), next(), next()));
    }

    int[] first = NearDuplicates.firstOfEach(looks);

    assertThat(IntStream.range(0, first.length).filter(i -> i % 2 == 0).map(i -> first[i]))
        .containsOnly(0);
    assertThat(IntStream.range(0, first.length).filter(i -> i % 2 == 1))
        .allMatch(i -> first[i] == i);
  }

  @Test
  void bitsAreThoseOfTheWordsWhereverTheyBegin() {
    PerceptualHash look = new PerceptualHash(0xf000_0000_0000_0000L, 0x5, -1, 0x8000L << 48);

    assertThat(look.bits(60, 76)).isEqualTo(0x5f);
    assertThat(look.bits(128, 144)).isEqualTo(0xffff);
    assertThat(look.bits(240, 256)).isEqualTo(0x8000);
  }

  private long next() {
    return random.nextLong();
  }

  /** A hash that differs in the given number of bits. */
  private PerceptualHash changed(PerceptualHash look, int bits) {
    long[] words = {look.a(), look.b(), look.c(), look.d()};
    random
        .ints(0, PerceptualHash.BITS)
        .distinct()
        .limit(bits)
        .forEach(bit -> words[bit / Long.SIZE] ^= 1L << bit);
    return new PerceptualHash(words[0], words[1], words[2], words[3]);
  }

  private static int[] comparedWithEach(List<PerceptualHash> looks) {
    int[] first = IntStream.range(0, looks.size()).toArray();
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < i; j++) {
        if (looks.get(i).isNearDuplicateOf(looks.get(j))) {
          int from = Math.max(first[i], first[j]);
          int to = Math.min(first[i], first[j]);
          IntStream.range(0, first.length)
              .filter(k -> first[k] == from)
              .forEach(k -> first[k] = to);
        }
      }
    }
    return first;
  }
}
