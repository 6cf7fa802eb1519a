"""Addresses of jobs."""

from django.urls import path

from jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("mail/", views.mails, name="mails"),
    path("<int:pk>/", views.job, name="job"),
    path("<int:pk>/file/", views.file, name="file"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
