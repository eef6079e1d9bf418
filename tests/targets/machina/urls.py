"""The forum at the root, and nothing else."""

from django.urls import include, path

urlpatterns = [path("", include("machina.urls"))]
