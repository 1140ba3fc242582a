/** Events about model versions: published, measured, drifted. */
package dev.weft.events.model;
