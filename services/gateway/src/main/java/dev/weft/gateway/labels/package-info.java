/** What people have labeled, and what they should label next. */
package dev.weft.gateway.labels;
