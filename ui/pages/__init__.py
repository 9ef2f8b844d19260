"""The pages of the course, one file each: a page draws its presenter and hands back what was done.

No page knows another. What all pages share is `Page`; what several draw is in `ui/widgets`.
"""
