/** Events about an image: uploaded, classified, rejected, failed. */
package dev.weft.events.image;
