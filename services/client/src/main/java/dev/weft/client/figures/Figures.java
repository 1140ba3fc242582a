package dev.weft.client.figures;

import java.time.Instant;
import java.util.List;

/**
 * What versions did to live images in some time.
 *
 * @param since windows that end later count
 * @param complete false while a gateway that has just started still reads measurements
 * @param versions one for each that did anything
 */
public record Figures(Instant since, boolean complete, List<VersionFigures> versions) {}
