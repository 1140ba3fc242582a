package dev.weft.gateway.http.rollouts;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Figures of versions on live images over a period. */
@Schema(name = "Figures")
public record FiguresJson(
    @Schema(description = "windows that end later count") Instant since,
    @Schema(description = "false while a gateway that has just started still reads measurements")
        boolean complete,
    List<VersionFiguresJson> versions) {}
